"""Which reader takes a file, by its format and its table's declaration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from duckdb import DuckDBPyConnection

from pipelines.landing import csv_reader, excel_reader, json_reader, parquet_reader, snapshots
from pipelines.landing.mapping import Mapping
from pipelines.landing.readings import Reading, Refused
from pipelines.sources.contract import Csv, Excel, Json, Table


@contextmanager
def opened(
    con: DuckDBPyConnection,
    path: Path,
    form: str,
    feeds: Table | Mapping,
    sha256: str,
    work: Path,
) -> Iterator[Reading]:
    """The file, split and judged into ``work.parsed``; its private copy goes at the end."""
    columns = feeds.columns
    derived = feeds.derived if isinstance(feeds, Mapping) else None
    dialect = feeds.dialect if isinstance(feeds, Mapping) else feeds.csv or Csv()
    add_faults = feeds.add_faults if isinstance(feeds, Mapping) else (lambda faults: None)
    excel = (feeds.excel if isinstance(feeds, Table) else None) or Excel()
    json = (feeds.json if isinstance(feeds, Table) else None) or Json()
    if isinstance(feeds, Mapping) and form not in ("csv", "excel"):
        raise Refused("a mapping reads CSV and Excel files, no others; export it as one")
    if form == "parquet":
        yield parquet_reader.read(con, path, columns)
        return
    if form == "excel":
        yield excel_reader.read(con, path, columns, excel, dialect, derived, add_faults)
        return
    encoding = dialect.encoding if form == "csv" else "utf-8"
    snapshot = snapshots.take(path, sha256, work, encoding)
    try:
        if form == "csv":
            yield csv_reader.read(con, snapshot, columns, dialect, derived, add_faults)
        elif form == "jsonl" or (json.lines and not json_reader.is_list(snapshot)):
            yield json_reader.read_lines(con, snapshot, columns)
        else:
            yield json_reader.read_document(con, snapshot, columns, json)
    finally:
        snapshot.path.unlink(missing_ok=True)
