"""Carries the accepted rows into the warehouse with dlt: one package per tool and run.

The rows of large files do not come here; they lie in their raw tables already (inserts.py).
dlt sees only rows that passed the contract, all text, so no package can be poisoned. It
appends Parquet files: a run is told by its load id, and what a killed or failed one began
is taken back by that id, so that a merge would only compare what cannot be equal.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from pipelines.landing.kinds import literal, quoted
from pipelines.sources.contract import Source

#: Set here and not only in .dlt/config.toml, because cdp must act alike from any folder.
_ENVIRONMENT = {
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "CRITICAL",
    # Finished jobs hold personal data; nothing of them may stay behind.
    "LOAD__DELETE_COMPLETED_JOBS": "true",
    # No load needs to know of another: dlt keeps no state in the warehouse and asks for none.
    "RESTORE_FROM_DESTINATION": "false",
    "SCHEMA__NAMING": "direct",  # our names are final, leading underscores and all
    "LOAD__WORKERS": "2",
    "EXTRACT__NEXT_ITEM_MODE": "fifo",
    "EXTRACT__WORKERS": "1",
}


def load(
    con: DuckDBPyConnection,
    source: Source,
    tables: Sequence[str],
    state: Path,
    work: Path,
) -> None:
    """Appends to ``raw_<tool>.<table>`` the rows of the work database's ``"<tool>.<table>"``,
    for each table."""
    for variable, value in _ENVIRONMENT.items():
        os.environ.setdefault(variable, value)
    import dlt  # takes a second, so only a run that has something to load pays for it
    from dlt.destinations import duckdb as duckdb_destination

    clear_pending(source, state)
    destination = duckdb_destination(con)
    destination.capabilities = _asked_once(destination.capabilities)
    pipeline = dlt.pipeline(
        source.dataset,
        destination=destination,
        dataset_name=source.dataset,
        pipelines_dir=str(state / "dlt"),
    )
    parts = {table: _packed(con, source, table, work) for table in tables}

    def files() -> Iterator[Any]:
        return (_resource(con, table, part) for table, part in parts.items())

    package = dlt.source(files, name=source.name, max_table_nesting=0)()
    pipeline.run(package, loader_file_format="parquet")
    if pipeline.has_pending_data:
        raise RuntimeError("dlt left part of the rows behind; run cdp land again")
    _forget_packages(source, state)


def _asked_once(ask: Callable[..., Any]) -> Callable[..., Any]:
    """What a destination can do, found out once for each kind of question.

    dlt asks two dozen times for each load, and every time looks for settings in all places:
    a fifth of what a small load costs. Each answer is a copy of its own.
    """
    known: dict[tuple[bool, Any], Any] = {}

    def answer(config: Any = None, naming: Any = None) -> Any:
        question = (config is None, naming)
        if question not in known:
            known[question] = ask(config, naming)
        return deepcopy(known[question])

    return answer


def clear_pending(source: Source, state: Path) -> None:
    """Drops what a killed run left in dlt's folder: its files are read and loaded anew."""
    folder = state / "dlt" / source.dataset
    unfinished = [
        *folder.glob("normalize/*/*"),
        *folder.glob("load/new/*"),
        *folder.glob("load/normalized/*"),
    ]
    if unfinished:
        shutil.rmtree(folder)


def _forget_packages(source: Source, state: Path) -> None:
    """A finished package's folder and trace say nothing that the ledger does not."""
    folder = state / "dlt" / source.dataset
    for package in folder.glob("load/loaded/*"):
        shutil.rmtree(package, ignore_errors=True)
    (folder / "trace.pickle").unlink(missing_ok=True)


def _packed(con: DuckDBPyConnection, source: Source, table: str, work: Path) -> Path:
    """The rows of the work database as a Parquet file."""
    path = work / f"{source.name}.{table}.parquet"
    name = f"work.{quoted(f'{source.name}.{table}')}"
    con.execute(
        f"copy (select * from {name}) to {literal(str(path))} (format parquet, compression lz4)"
    )
    return path


def _resource(con: DuckDBPyConnection, table: str, part: Path) -> Any:
    import dlt
    from dlt.extract.extractors import with_file_import

    columns = [
        (str(column), str(kind))
        for column, kind, *_ in con.execute(
            f"describe select * from read_parquet({literal(str(part))})"
        ).fetchall()
    ]

    def rows() -> Iterator[Any]:
        yield with_file_import(str(part), "parquet")

    return dlt.resource(
        rows,
        name=table,
        write_disposition="append",
        columns={
            column: {
                "name": column,
                "data_type": "bigint" if kind == "BIGINT" else "text",
                "nullable": True,
            }
            for column, kind in columns
        },
        # Names are ours already; the contract was checked before.
        schema_contract="evolve",
    )
