"""Runs suites through Great Expectations, and keeps every value of a row out of its reports.

The route is pandas: the SQL route of Great Expectations 1.24 fails on DuckDB. Results carry
counts only, so neither the JSON nor the HTML holds anything of a person.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.checks.suite import Expect, Suite
from pipelines.console import Console, VerbError

#: Counts of rows, and never a list of values.
_COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}
_SITE = "checks"


@dataclass(frozen=True)
class Finding:
    """An expectation that was not met, by how many of how many rows."""

    suite: str
    table: str
    column: str
    expectation: str
    rows: int | None
    of_rows: int | None
    next_step: str

    def lines(self) -> list[str]:
        place = f"{self.table}.{self.column}" if self.column else self.table
        count = f"{self.rows} of {self.of_rows} rows" if self.rows is not None else "not met"
        return [
            f"  {place}: {count}",
            f"    suite {self.suite}, {self.expectation}",
            f"    Next: {self.next_step}",
        ]


@dataclass(frozen=True)
class CheckReport:
    """What both borders said."""

    suites: int
    expectations: int
    failed: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    docs: Path

    @property
    def is_clean(self) -> bool:
        return not self.failed

    def as_dict(self) -> dict[str, Any]:
        return {
            "is_clean": self.is_clean,
            "suites": self.suites,
            "expectations": self.expectations,
            "failed": [asdict(each) for each in self.failed],
            "warnings": [asdict(each) for each in self.warnings],
            "docs": str(self.docs),
        }

    def line(self) -> str:
        """One line for people."""
        text = f"{self.suites} suites, {self.expectations} expectations"
        return f"{text}, {len(self.failed)} not met, {len(self.warnings)} warnings"


def run_suites(
    suites: Sequence[Suite],
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    console: Console,
) -> CheckReport:
    """Validates every suite, writes ``index.html`` and ``results.json`` into the folder."""
    context = _context(folder)
    failed: list[Finding] = []
    warnings: list[Finding] = []
    with console.progress(f"check: {len(suites)} suites", total=len(suites)) as advance:
        for suite in suites:
            for expect, outcome in _validate(context, suite, connection):
                if not outcome["success"]:
                    found = warnings if expect.severity == "warning" else failed
                    found.append(_finding(suite, expect, outcome))
            advance(1)
        context.build_data_docs(site_names=[_SITE])
    report = CheckReport(
        suites=len(suites),
        expectations=sum(len(suite.expects) for suite in suites),
        failed=tuple(failed),
        warnings=tuple(warnings),
        docs=folder / "index.html",
    )
    text = json.dumps(report.as_dict(), indent=2, ensure_ascii=False)
    (folder / "results.json").write_text(text + "\n", encoding="utf-8")
    return report


def _context(folder: Path) -> Any:
    """A context in memory whose only trace is the HTML in this folder."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    # Imported here: it costs many seconds, and only this verb needs it.
    import great_expectations

    # The second one sets its own level and would tell of a folder that is gone at once.
    for name in ("great_expectations", "great_expectations.data_context.types.base"):
        logging.getLogger(name).setLevel(logging.ERROR)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    context = great_expectations.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    for name, site in dict(context.variables.data_docs_sites or {}).items():
        # Its default site is a folder in /tmp that nobody would ever look into.
        shutil.rmtree(site["store_backend"]["base_directory"], ignore_errors=True)
        context.delete_data_docs_site(name)
    context.add_data_docs_site(
        _SITE,
        {
            "class_name": "SiteBuilder",
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            "store_backend": {
                "class_name": "TupleFilesystemStoreBackend",
                "base_directory": str(folder),
            },
        },
    )
    context.data_sources.add_pandas("warehouse")
    return context


def _validate(
    context: Any, suite: Suite, connection: duckdb.DuckDBPyConnection
) -> list[tuple[Expect, dict[str, Any]]]:
    import great_expectations
    import great_expectations.expectations as library

    expected = great_expectations.ExpectationSuite(name=suite.name)
    for position, expect in enumerate(suite.expects):
        kind = getattr(library, expect.name)
        expected.add_expectation(
            # The position tells the results apart: they come back in another order.
            kind(**expect.arguments, severity=expect.severity, meta={"position": position})
        )
    asset = context.data_sources.get("warehouse").add_dataframe_asset(suite.name)
    definition = great_expectations.ValidationDefinition(
        name=suite.name,
        data=asset.add_batch_definition_whole_dataframe("all"),
        suite=context.suites.add(expected),
    )
    try:
        frame = connection.execute(suite.sql).df()
    except duckdb.Error as error:
        kind_of_error = type(error).__name__
        raise VerbError(
            f"Suite {suite.name} could not read {suite.table} ({kind_of_error}).\n"
            f"Next: {suite.next_step}"
        ) from None
    validated = context.validation_definitions.add(definition).run(
        batch_parameters={"dataframe": frame}, result_format=_COUNTS_ONLY
    )
    outcomes = []
    for result in validated.results:
        position = result.expectation_config.meta["position"]
        outcomes.append(
            (suite.expects[position], {"success": result.success, "result": result.result})
        )
    return outcomes


def _finding(suite: Suite, expect: Expect, outcome: dict[str, Any]) -> Finding:
    counted = outcome["result"]
    return Finding(
        suite=suite.name,
        table=suite.table,
        column=expect.column,
        expectation=expect.name,
        rows=counted.get("unexpected_count"),
        of_rows=counted.get("element_count"),
        next_step=suite.next_step,
    )
