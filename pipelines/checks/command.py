"""``cdp check``: both borders, with an HTML report in ``warehouse/checks/``."""

from __future__ import annotations

import json
from contextlib import closing
from typing import Any

import click

from pipelines.building import target_folder
from pipelines.checks import outbound, raw
from pipelines.checks.engine import CheckReport, run_suites
from pipelines.console import FAILED, Console, VerbError, fitted, verb
from pipelines.live import open_live
from pipelines.settings import Settings, settings

BORDERS = ("raw", "outbound")


@click.command()
@click.option("--border", type=click.Choice(BORDERS), help="Check this border only.")
@verb
def command(border: str | None, console: Console) -> None:
    """Check what came in and what is about to go out.

    Exit code 1 when an expectation is not met. Counts only: no value of a row is shown.
    """
    report = check(settings(), (border,) if border else BORDERS, console)
    lines = [f"Checked: {report.line()}"]
    for title, findings in (("Warnings:", report.warnings), ("Not met:", report.failed)):
        lines += [title, *(line for each in findings for line in each.lines())] if findings else []
    console.result(report.as_dict(), [*lines, f"Report: {report.docs}"])
    if not report.is_clean:
        if console.quiet:
            click.echo(fitted(failure(report)), err=True)
        raise SystemExit(FAILED)


def check(
    here: Settings, borders: tuple[str, ...] = BORDERS, console: Console | None = None
) -> CheckReport:
    """Runs the suites of these borders; the report says whether all was well."""
    console = console or Console(quiet=True)
    with closing(open_live(here.warehouse, "cdp check")) as connection:
        suites = raw.suites(connection, raw.declared_keys()) if "raw" in borders else []
        if "outbound" in borders:
            suites += outbound.suites(connection, _manifest(here))
        return run_suites(suites, connection, here.warehouse.parent / "checks", console)


def failure(report: CheckReport) -> str:
    """What was not met, for an error message."""
    lines = [f"{len(report.failed)} expectations were not met:"]
    for each in report.failed[:10]:
        lines += each.lines()
    return "\n".join([*lines, f"Report: {report.docs}"])


def _manifest(here: Settings) -> dict[str, Any]:
    file = target_folder(here) / "manifest.json"
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        raise VerbError(
            f"{file} is missing or no JSON: without it nobody can say what the syncs promise.\n"
            "Next: dbt build && cdp check"
        ) from None
