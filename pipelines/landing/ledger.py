"""The landing schema: which file was read when, and what became of each of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
from duckdb import DuckDBPyConnection

from pipelines.landing.kinds import literal, quoted
from pipelines.landing.readings import Broken
from pipelines.landing.report import FileOutcome
from pipelines.sources import TEMPLATE, TOOLS
from pipelines.sources.contract import LINEAGE, Source

_TABLES = {
    "files": """
        file_sha256 varchar, tool varchar, source_name varchar, table_name varchar,
        file_path varchar, byte_count bigint, row_count bigint, landed_count bigint,
        quarantined_count bigint, status varchar, reason varchar, load_id varchar,
        landed_at timestamp, contract_sha256 varchar
    """,
    "quarantine": """
        file_sha256 varchar, tool varchar, source_name varchar, table_name varchar,
        file_path varchar, row_number bigint, line_number bigint, column_name varchar,
        reason varchar, raw_text varchar, load_id varchar, quarantined_at timestamp
    """,
    "schema_changes": """
        file_sha256 varchar, tool varchar, table_name varchar, column_name varchar,
        change varchar, seen_at timestamp
    """,
    # One row per version of a file elsewhere that was read: which bytes lay under its URL.
    "remote_files": """
        url varchar, version varchar, byte_count bigint, file_sha256 varchar,
        read_at timestamp
    """,
    # One row per landing run that touched raw tables; without an end it was cut off.
    "loads": "load_id varchar, started_at timestamp, finished_at timestamp",
    # One row per list of an API that was asked to its end and has landed whole.
    "fetches": """
        tool varchar, listing varchar, parent varchar, asked_since timestamp,
        asked_until timestamp, page_count bigint, record_count bigint
    """,
}


#: A broken row as the run notes it; the ledger adds run and time.
BROKEN_COLUMNS = """
    file_sha256 varchar, tool varchar, source_name varchar, table_name varchar,
    file_path varchar, row_number bigint, line_number bigint, column_name varchar,
    reason varchar, raw_text varchar
"""


def raw_columns(source: Source, table_name: str) -> list[tuple[str, str]]:
    """(name, type) of a raw table's declared columns, lineage last."""
    table = source.table(table_name)
    columns = [(column.name, "varchar") for column in table.columns]
    if source is TEMPLATE:
        columns.insert(0, ("source_name", "varchar"))
    sha256, row_number, load_id = LINEAGE
    return [*columns, (sha256, "varchar"), (row_number, "bigint"), (load_id, "varchar")]


def create_tables(con: DuckDBPyConnection) -> None:
    """Every table of every tool, empty if nothing landed: staging never has to branch."""
    existing = {
        (str(schema), str(table))
        for schema, table in con.execute(
            "select schema_name, table_name from duckdb_tables()"
            " where database_name = current_database()"
        ).fetchall()
    }
    con.execute("create schema if not exists landing")
    for name, columns in _TABLES.items():
        if ("landing", name) not in existing:
            con.execute(f"create table if not exists landing.{name} ({columns})")
    for source in (*TOOLS.values(), TEMPLATE):
        con.execute(f"create schema if not exists {source.dataset}")
        for table in source.tables:
            if (source.dataset, table.name) not in existing:
                spelled = ", ".join(
                    f"{quoted(name)} {kind}" for name, kind in raw_columns(source, table.name)
                )
                con.execute(f"create table if not exists {source.dataset}.{table.name} ({spelled})")


def landed_files(con: DuckDBPyConnection) -> dict[tuple[str, str, str], str | None]:
    """(source_name, sha256, table_name) of every landed file -> its mapping's hash."""
    return {
        (source_name, sha256, table_name): contract
        for source_name, sha256, table_name, contract in con.execute(
            "select source_name, file_sha256, table_name, contract_sha256"
            " from landing.files where status = 'landed'"
        ).fetchall()
    }


@dataclass(frozen=True)
class RemoteFile:
    """Which bytes lay under a URL, in the version that the storage named."""

    url: str
    version: str
    byte_count: int
    sha256: str


def remote_files(con: DuckDBPyConnection) -> dict[tuple[str, str], str]:
    """(url, version) of every remote file that was read whole -> its hash."""
    return {
        (str(url), str(version)): str(sha256)
        for url, version, sha256 in con.execute(
            "select url, version, file_sha256 from landing.remote_files"
        ).fetchall()
    }


def remote_folders(con: DuckDBPyConnection) -> dict[str, str]:
    """source_name -> URL of the drop folder it was last read from, if that is elsewhere."""
    known = con.execute(
        "select 1 from duckdb_tables()"
        " where schema_name = 'landing' and table_name = 'remote_files'"
    ).fetchone()
    if known is None:
        return {}  # nothing has landed since such folders are read
    return {
        str(source_name): str(url)
        for source_name, url in con.execute(
            """
            select source_name, arg_max(left(url, length(url) - length(file_path) - 1), read_at)
            from landing.files
            join landing.remote_files using (file_sha256)
            where ends_with(url, '/' || file_path)
            group by source_name
            """
        ).fetchall()
    }


def add_remote_files(con: DuckDBPyConnection, files: Iterable[RemoteFile]) -> None:
    """Notes what was read; true whatever becomes of the run, so in no transaction with it."""
    rows = [
        f"({literal(f.url)}, {literal(f.version)}, {f.byte_count}, {literal(f.sha256)}, {_now()})"
        for f in files
    ]
    if rows:
        con.execute(f"insert into landing.remote_files values {', '.join(rows)}")


def ignored_files(con: DuckDBPyConnection) -> set[tuple[str, str]]:
    """(source_name, sha256) of files that belong to no table, as already written."""
    return {
        (str(source_name), str(sha256))
        for source_name, sha256 in con.execute(
            "select source_name, file_sha256 from landing.files where status = 'ignored'"
        ).fetchall()
    }


def add_broken(con: DuckDBPyConnection, outcome: FileOutcome, broken: Sequence[Broken]) -> None:
    """Notes a file's broken rows in ``work.quarantined``, until the run is written."""
    if not broken:
        return
    strings, numbers = pa.string(), pa.int64()
    rows = pa.Table.from_arrays(
        [
            pa.array([row.row_number for row in broken], numbers),
            pa.array([row.line_number for row in broken], numbers),
            pa.array([row.column for row in broken], strings),
            pa.array([row.reason for row in broken], strings),
            pa.array([row.raw_text for row in broken], strings),
        ],
        names=["row_number", "line_number", "column_name", "reason", "raw_text"],
    )
    con.register("broken_rows", rows)
    con.execute(
        f"insert into work.quarantined by name select {literal(outcome.source_name)} as"
        f" source_name, {literal(outcome.file_sha256)} as file_sha256,"
        f" {literal(outcome.table_name)} as table_name, {literal(outcome.tool)} as tool,"
        f" {literal(outcome.file_path)} as file_path, * from broken_rows"
    )
    con.unregister("broken_rows")


def next_load_id(con: DuckDBPyConnection, now: datetime) -> str:
    """The moment as ``YYYYMMDDTHHMMSSffffff``; later than any before, clocks or not."""
    now_id = now.strftime("%Y%m%dT%H%M%S%f")
    row = con.execute("select max(load_id) from landing.loads").fetchone()
    last = row[0] if row else None
    if last is None or now_id > last:
        return now_id
    head, tail = last[:9], int(last[9:])
    return f"{head}{tail + 1:012d}"


def undo_unfinished(con: DuckDBPyConnection) -> list[str]:
    """Takes back every row of runs that were cut off between loading and ledger."""
    unfinished = [
        str(row[0])
        for row in con.execute(
            "select load_id from landing.loads where finished_at is null order by 1"
        ).fetchall()
    ]
    if not unfinished:
        return []
    ids = ", ".join(literal(load_id) for load_id in unfinished)
    con.execute("begin")
    for source in (*TOOLS.values(), TEMPLATE):
        for table in source.tables:
            con.execute(f"delete from {source.dataset}.{table.name} where _load_id in ({ids})")
    con.execute(f"delete from landing.loads where load_id in ({ids})")
    con.execute("commit")
    return unfinished


def start_load(con: DuckDBPyConnection, load_id: str) -> None:
    con.execute(f"insert into landing.loads values ({literal(load_id)}, {_now()}, null)")


def finish_load(
    con: DuckDBPyConnection,
    load_id: str,
    files: Sequence[tuple[FileOutcome, str | None]],
    replaced: Iterable[tuple[FileOutcome, Sequence[str]]],
) -> None:
    """Ledger, quarantine and schema changes in one transaction: all of a run, or nothing.

    files: outcomes with their mapping's hash. replaced: files read anew because their
    mapping changed, with the raw tables that may hold rows of the old reading.
    ``work.quarantined`` holds the run's broken rows.
    """
    rows = [
        f"({literal(f.source_name)}, {literal(f.file_sha256)}, {literal(f.table_name)},"
        f" {literal(f.tool)}, {literal(f.file_path)}, {f.byte_count},"
        f" {f.row_count if f.status == 'landed' else 'null'},"
        f" {f.landed_count if f.status == 'landed' else 'null'},"
        f" {f.quarantined_count if f.status == 'landed' else 'null'},"
        f" {literal(f.status)}, {literal(f.reason) if f.reason else 'null'},"
        f" {literal(contract) if contract else 'null'})"
        for f, contract in files
    ]
    changes = [
        f"({literal(f.file_sha256)}, {literal(f.tool)}, {literal(f.table_name)},"
        f" {literal(column)}, 'new_column', {_now()})"
        for f, _ in files
        for column in f.new_columns
    ]
    con.execute("begin")
    if rows:
        con.execute(
            "create or replace temp table ledgered as select * from (values "
            + ", ".join(rows)
            + ") as t (source_name, file_sha256, table_name, tool, file_path, byte_count,"
            " row_count, landed_count, quarantined_count, status, reason, contract_sha256)"
        )
        for table in ("files", "quarantine"):
            con.execute(
                f"delete from landing.{table} as old using ledgered as new"
                " where old.source_name = new.source_name"
                " and old.file_sha256 = new.file_sha256 and old.table_name = new.table_name"
            )
        con.execute(
            "insert into landing.files by name"
            f" select *, {literal(load_id)} as load_id, {_now()} as landed_at from ledgered"
        )
        con.execute(
            "insert into landing.quarantine by name"
            f" select *, {literal(load_id)} as load_id, {_now()} as quarantined_at"
            " from work.quarantined"
        )
        con.execute("drop table ledgered")
    for file, tables in replaced:
        for table in tables:
            con.execute(
                f"delete from {table} where _file_sha256 = {literal(file.file_sha256)}"
                f" and source_name = {literal(file.source_name)}"
                f" and _load_id <> {literal(load_id)}"
            )
    if changes:
        con.execute(f"insert into landing.schema_changes values {', '.join(changes)}")
    con.execute(
        f"update landing.loads set finished_at = {_now()} where load_id = {literal(load_id)}"
    )
    con.execute("commit")


def _now() -> str:
    return "cast(timezone('UTC', now()) as timestamp)"
