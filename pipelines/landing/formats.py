"""Which reader takes a file, by its format and its table's declaration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from duckdb import DuckDBPyConnection

from pipelines.landing import (
    archives,
    csv_reader,
    excel_reader,
    json_reader,
    json_splitter,
    parquet_reader,
)
from pipelines.landing.faults import AddFaults
from pipelines.landing.inserts import Target
from pipelines.landing.mapping import Mapping
from pipelines.landing.readings import Reading, Refused
from pipelines.landing.sinks import Sink
from pipelines.landing.snapshots import Stream
from pipelines.sources.contract import Csv, Excel, Json, Table


@contextmanager
def opened(
    con: DuckDBPyConnection,
    path: Path,
    form: str,
    feeds: Table | Mapping,
    sha256: str,
    work: Path,
    target: Callable[[], Target] | None = None,
    add_rules: AddFaults = lambda faults: None,
) -> Iterator[Reading]:
    """The file, split and judged into ``work.parsed``, until the next one is opened.

    target: gives the raw table into which the sound rows of a large file go at once; of a
    small one, or without it, all rows lie in ``work.parsed`` alone.
    add_rules: what is asked of JSON records beyond their table's contract.
    """
    columns = feeds.columns
    derived = feeds.derived if isinstance(feeds, Mapping) else None
    dialect = feeds.dialect if isinstance(feeds, Mapping) else feeds.csv or Csv()
    add_faults = feeds.add_faults if isinstance(feeds, Mapping) else (lambda faults: None)
    excel = (feeds.excel if isinstance(feeds, Table) else None) or Excel()
    json = (feeds.json if isinstance(feeds, Table) else None) or Json()
    if isinstance(feeds, Mapping) and form not in ("csv", "excel"):
        raise Refused("a mapping reads CSV and Excel files, no others; export it as one")
    encoding = dialect.encoding if form == "csv" else "utf-8"
    stream = Stream(path, sha256, encoding, archives.is_proven_whole(path, work))
    is_whole = form in ("excel", "parquet") or stream.is_small or target is None
    sink = Sink(con, work, None if is_whole or target is None else target())
    try:
        if form == "parquet":
            yield parquet_reader.read(con, path, columns)
        elif form == "excel":
            yield excel_reader.read(con, path, columns, excel, dialect, sink, derived, add_faults)
        elif form == "csv":
            yield csv_reader.read(con, stream, columns, dialect, sink, derived, add_faults)
        elif form == "jsonl" or (json.lines and not json_reader.is_list(stream)):
            yield json_reader.read_lines(con, stream, columns, sink, add_rules)
        else:
            page = {}
            if json.page:
                first = Stream(path, sha256, encoding, stream.is_proven_whole)
                page = json_splitter.said_of_page(first, json.list_key, json.page)
            yield json_reader.read_document(con, stream, columns, json, sink, add_rules, page)
    except BaseException:
        sink.discard()
        raise
