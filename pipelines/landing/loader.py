"""Carries the accepted rows into the warehouse with dlt: one package per tool and run.

dlt sees only rows that passed the contract, all text, so no package can be poisoned; it
merges on file and row, so a package loaded twice is loaded once.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from pipelines.landing.kinds import quoted
from pipelines.sources import TEMPLATE
from pipelines.sources.contract import LINEAGE, Source

_BATCH_ROWS = 100_000

#: Set here and not only in .dlt/config.toml, because cdp must act alike from any folder.
_ENVIRONMENT = {
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "CRITICAL",
    # Finished jobs hold personal data; nothing of them may stay behind.
    "LOAD__DELETE_COMPLETED_JOBS": "true",
    "SCHEMA__NAMING": "direct",  # our names are final, leading underscores and all
    "LOAD__WORKERS": "1",
    "EXTRACT__NEXT_ITEM_MODE": "fifo",
    "EXTRACT__WORKERS": "1",
}


def load(
    con: DuckDBPyConnection, source: Source, tables: Sequence[str], state: Path, work: str
) -> None:
    """Merges ``<work>."<tool>.<table>"`` into ``raw_<tool>.<table>`` for the given tables."""
    for variable, value in _ENVIRONMENT.items():
        os.environ.setdefault(variable, value)
    import dlt  # takes a second, so only a run that has something to load pays for it
    from dlt.destinations import duckdb as duckdb_destination

    clear_pending(source, state)
    pipeline = dlt.pipeline(
        source.dataset,
        destination=duckdb_destination(con),
        dataset_name=source.dataset,
        pipelines_dir=str(state / "dlt"),
    )

    def files() -> Iterator[Any]:
        return (_resource(con, source, table, work) for table in tables)

    while True:
        package = dlt.source(files, name=source.name, max_table_nesting=0)()
        pipeline.run(package, loader_file_format="parquet")
        if not pipeline.has_pending_data:
            break
    con.execute(f"drop schema if exists {source.dataset}_staging cascade")
    _forget_packages(source, state)


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


def _resource(con: DuckDBPyConnection, source: Source, table: str, work: str) -> Any:
    import dlt

    name = f"{work}.{quoted(f'{source.name}.{table}')}"
    columns = [
        (str(column), str(kind)) for column, kind, *_ in con.execute(f"describe {name}").fetchall()
    ]
    sha256, row_number, _ = LINEAGE
    key = [sha256, row_number]
    if source is TEMPLATE:
        key.insert(0, "source_name")  # two drop folders may hold the very same file

    def rows() -> Iterator[pa.RecordBatch]:
        own = con.cursor()
        yield from own.execute(f"select * from {name}").to_arrow_reader(_BATCH_ROWS)
        own.close()

    return dlt.resource(
        rows,
        name=table,
        primary_key=key,
        write_disposition={"disposition": "merge", "strategy": "upsert"},
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
