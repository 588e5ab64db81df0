"""The landing schema: which file was read when, and what became of each of its rows."""

from __future__ import annotations

import getpass
import json
import socket
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyConnection

from pipelines.console import VerbError
from pipelines.landing.kinds import literal, quoted
from pipelines.landing.readings import Broken
from pipelines.landing.report import FileOutcome, SchemaChange
from pipelines.sources import TEMPLATE, TOOLS
from pipelines.sources.contract import LINEAGE, MISSING_SINCE, Source

_FILE = """
    file_sha256 varchar, tool varchar, source_name varchar, table_name varchar,
    file_path varchar, byte_count bigint, row_count bigint, landed_count bigint,
    quarantined_count bigint, status varchar, reason varchar, load_id varchar,
    landed_at timestamp, contract_sha256 varchar, held_count bigint,
    schema_fingerprint varchar, column_names varchar, delimiter varchar, url varchar
"""
_TABLES = {
    # One row per file as it stands today. superseded_by: the file that holds all its bytes.
    "files": f"{_FILE}, superseded_by varchar",
    # One row per file and load that read it, refusals included; nothing is ever changed.
    "readings": _FILE,
    "quarantine": """
        file_sha256 varchar, tool varchar, source_name varchar, table_name varchar,
        file_path varchar, row_number bigint, line_number bigint, column_name varchar,
        reason varchar, raw_text varchar, load_id varchar, quarantined_at timestamp,
        is_held boolean, record_key varchar, superseded_by varchar
    """,
    # One row per quarantined row and replay: what it was, what a person made of it.
    "replays": """
        file_sha256 varchar, tool varchar, source_name varchar, table_name varchar,
        row_number bigint, is_repaired boolean, has_landed boolean, reason varchar,
        raw_text varchar, replayed_text varchar, load_id varchar, replayed_at timestamp
    """,
    # One row per file, column and decision about it.
    "schema_changes": """
        file_sha256 varchar, tool varchar, table_name varchar, column_name varchar,
        change varchar, seen_at timestamp, source_name varchar, decision varchar,
        row_count bigint, load_id varchar
    """,
    # One row per tool's table whose files are full exports: the one that speaks today.
    "full_exports": """
        tool varchar, table_name varchar, file_sha256 varchar, record_count bigint,
        load_id varchar
    """,
    # One row per landing run that wrote; without an end it was cut off.
    "loads": """
        load_id varchar, started_at timestamp, finished_at timestamp, kind varchar,
        read_by varchar, pipeline_version varchar, accepted_reason varchar
    """,
    # One row per version of a file elsewhere that was read: which bytes lay under its URL.
    "remote_files": """
        url varchar, version varchar, byte_count bigint, file_sha256 varchar,
        read_at timestamp
    """,
    # One row per list of an API that was asked to its end and has landed whole.
    "fetches": """
        tool varchar, address varchar, listing varchar, parent varchar,
        asked_since timestamp, asked_until timestamp, page_count bigint,
        record_count bigint
    """,
}

LoadKind = Literal["land", "replay"]

#: A broken row as the run notes it; the ledger adds run and time.
BROKEN_COLUMNS = """
    file_sha256 varchar, tool varchar, source_name varchar, table_name varchar,
    file_path varchar, row_number bigint, line_number bigint, column_name varchar,
    reason varchar, raw_text varchar, is_held boolean, record_key varchar
"""


def raw_columns(source: Source, table_name: str) -> list[tuple[str, str]]:
    """(name, type) of a raw table's declared columns, lineage last."""
    table = source.table(table_name)
    columns = [(column.name, "varchar") for column in table.columns]
    if source is TEMPLATE:
        columns.insert(0, ("source_name", "varchar"))
    sha256, row_number, load_id = LINEAGE
    lineage = [(sha256, "varchar"), (row_number, "bigint"), (load_id, "varchar")]
    if table.is_full_export:
        lineage.append((MISSING_SINCE, "varchar"))
    return [*columns, *lineage]


def create_tables(con: DuckDBPyConnection) -> None:
    """Every table of every tool, empty if nothing landed: staging never has to branch.

    A table of an earlier version gets the columns that it lacks.
    """
    wanted: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name, columns in _TABLES.items():
        pairs = (column.split() for column in columns.split(","))
        wanted["landing", name] = [(column, kind) for column, kind in pairs]
    for source in (*TOOLS.values(), TEMPLATE):
        for table in source.tables:
            wanted[source.dataset, table.name] = raw_columns(source, table.name)
    existing: dict[tuple[str, str], set[str]] = {}
    for schema, name, column in con.execute(
        "select schema_name, table_name, column_name from duckdb_columns()"
        " where database_name = current_database()"
    ).fetchall():
        existing.setdefault((schema, name), set()).add(column)
    with transaction(con):
        for schema in dict.fromkeys(schema for schema, _ in wanted):
            con.execute(f"create schema if not exists {schema}")
        for (schema, name), declared in wanted.items():
            found = existing.get((schema, name))
            if found is None:
                spelled = ", ".join(f"{quoted(column)} {kind}" for column, kind in declared)
                con.execute(f"create table {schema}.{quoted(name)} ({spelled})")
                continue
            for column, kind in declared:
                if column not in found:
                    con.execute(
                        f"alter table {schema}.{quoted(name)} add column {quoted(column)} {kind}"
                    )


def is_there(con: DuckDBPyConnection) -> bool:
    """Whether anything was ever landed into this warehouse.

    Raises VerbError where an earlier version landed last: only ``cdp land`` adds what its
    ledger lacks, since whoever asks may only read.
    """
    found = {
        (str(table), str(column))
        for table, column in con.execute(
            "select table_name, column_name from duckdb_columns()"
            " where database_name = current_database() and schema_name = 'landing'"
        ).fetchall()
    }
    wanted = {
        (table, column.split()[0])
        for table, columns in _TABLES.items()
        for column in columns.split(",")
    }
    if found and wanted - found:
        raise VerbError(
            "An earlier version of Stammkunde landed last, and its ledger lacks columns. "
            "Next: cdp land (it adds them and keeps everything)."
        )
    return bool(found)


@dataclass(frozen=True)
class Repair:
    """A row in quarantine whose repair has landed before: what it was repaired to."""

    source_name: str
    file_sha256: str
    row_number: int
    text: str


def lost_repairs(con: DuckDBPyConnection) -> list[Repair]:
    """Repairs of rows that were rejected again when a changed mapping read their file anew.

    A repair belongs to the text that the row had at first. Its number decides only between
    rows of the same text, because a mapping may count rows otherwise now.
    """
    found = con.execute(
        """
        with repairs as (
            select
                source_name, file_sha256, row_number,
                arg_min(raw_text, load_id) as first_text,
                arg_max(replayed_text, load_id) filter (has_landed) as repaired_text
            from landing.replays
            group by source_name, file_sha256, table_name, row_number
        )
        select
            rows.source_name, rows.file_sha256, rows.row_number,
            coalesce(
                min(repaired_text) filter (repairs.row_number = rows.row_number),
                case when count(distinct repaired_text) = 1 then min(repaired_text) end
            ) as text
        from landing.quarantine as rows
        join landing.files as files using (source_name, file_sha256, table_name)
        join repairs
            on repairs.source_name = rows.source_name
            and repairs.file_sha256 = rows.file_sha256
            and repairs.first_text = rows.raw_text
            and repairs.repaired_text <> rows.raw_text
        where files.contract_sha256 is not null and rows.superseded_by is null
        group by all
        having text is not null
        """
    )
    return [Repair(*row) for row in found.fetchall()]


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


def remote_files(con: DuckDBPyConnection) -> list[RemoteFile]:
    """Every version of a remote file that was read whole."""
    found = con.execute("select url, version, byte_count, file_sha256 from landing.remote_files")
    return [RemoteFile(*row) for row in found.fetchall()]


def remote_folders(con: DuckDBPyConnection) -> dict[str, str]:
    """source_name -> URL of the drop folder it last landed from, if that is elsewhere."""
    known = con.execute(
        "select 1 from duckdb_columns()"
        " where schema_name = 'landing' and table_name = 'files' and column_name = 'url'"
    ).fetchone()
    if known is None:
        return {}  # nothing has landed since such folders are read
    return {
        str(source_name): str(url)
        for source_name, url in con.execute(
            """
            select
                source_name,
                arg_max(coalesce(left(url, length(url) - length(file_path) - 1), ''), landed_at)
            from landing.files
            where status = 'landed'
            group by source_name
            """
        ).fetchall()
        if url
    }


def add_remote_files(con: DuckDBPyConnection, files: Iterable[RemoteFile]) -> None:
    """Notes what was read; true whatever becomes of the run, so in no transaction with it."""
    rows = [
        f"({literal(f.url)}, {literal(f.version)}, {f.byte_count}, {literal(f.sha256)}, {now()})"
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


def files_with_quarantine(
    con: DuckDBPyConnection,
) -> dict[tuple[str, str, str], list[tuple[int, str]]]:
    """(source_name, file_path, table_name) -> size and hash of files with rejected rows."""
    found: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
    for source_name, path, table_name, size, sha256 in con.execute(
        "select source_name, file_path, table_name, byte_count, file_sha256 from landing.files"
        " where status = 'landed' and quarantined_count > 0 and superseded_by is null"
    ).fetchall():
        found.setdefault((source_name, path, table_name), []).append((size, sha256))
    return found


def steady_columns(con: DuckDBPyConnection) -> dict[tuple[str, str], set[str]]:
    """(source_name, table_name) -> the columns that every file so far had."""
    steady: dict[tuple[str, str], set[str]] = {}
    for source_name, table_name, columns in con.execute(
        "select distinct source_name, table_name, column_names from landing.files"
        " where status = 'landed' and column_names is not null"
    ).fetchall():
        had = set(json.loads(columns))
        key = (str(source_name), str(table_name))
        steady[key] = steady[key] & had if key in steady else had
    return steady


def add_broken(
    con: DuckDBPyConnection,
    outcome: FileOutcome,
    broken: Sequence[Broken],
    record_keys: dict[int, str] | None = None,
) -> None:
    """Notes a file's broken rows in ``work.quarantined``, until the run is written.

    record_keys: by row number, where a broken row's key could still be read.
    """
    if not broken:
        return
    keys = record_keys or {}
    strings, numbers = pa.string(), pa.int64()
    rows = pa.table(
        {
            "row_number": pa.array([row.row_number for row in broken], numbers),
            "line_number": pa.array([row.line_number for row in broken], numbers),
            "column_name": pa.array([row.column for row in broken], strings),
            "reason": pa.array([row.reason for row in broken], strings),
            "raw_text": pa.array([row.raw_text for row in broken], strings),
            "is_held": pa.array([row.is_held for row in broken], pa.bool_()),
            "record_key": pa.array([keys.get(row.row_number) for row in broken], strings),
        }
    )
    con.register("broken_rows", rows)
    con.execute(
        f"insert into work.quarantined by name select {literal(outcome.source_name)} as"
        f" source_name, {literal(outcome.file_sha256)} as file_sha256,"
        f" {literal(outcome.table_name)} as table_name, {literal(outcome.tool)} as tool,"
        f" {literal(outcome.file_path)} as file_path, * from broken_rows"
    )
    con.unregister("broken_rows")


def forget_broken(con: DuckDBPyConnection, outcome: FileOutcome) -> None:
    """Takes back what ``add_broken`` noted of a file."""
    con.execute(
        f"delete from work.quarantined where source_name = {literal(outcome.source_name)}"
        f" and file_sha256 = {literal(outcome.file_sha256)}"
        f" and table_name = {literal(outcome.table_name)}"
    )


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
    with transaction(con):
        for source in (*TOOLS.values(), TEMPLATE):
            for table in source.tables:
                raw = f"{source.dataset}.{quoted(table.name)}"
                con.execute(f"delete from {raw} where _load_id in ({ids})")
        con.execute(f"delete from landing.loads where load_id in ({ids})")
    return unfinished


@contextmanager
def transaction(con: DuckDBPyConnection) -> Iterator[None]:
    """All of what is written inside, or nothing."""
    con.execute("begin")
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):  # a database that gave up has rolled back by itself
            con.execute("rollback")
        raise
    con.execute("commit")


def start_load(
    con: DuckDBPyConnection, load_id: str, kind: LoadKind, accepted_reason: str | None = None
) -> None:
    """Opens a load; until it is ended it does not count."""
    accepted = literal(accepted_reason) if accepted_reason else "null"
    con.execute(
        "insert into landing.loads by name"
        f" select {literal(load_id)} as load_id, {now()} as started_at,"
        f" {literal(kind)} as kind, {literal(_reader())} as read_by,"
        f" {literal(_version())} as pipeline_version, {accepted} as accepted_reason"
    )


def end_load(con: DuckDBPyConnection, load_id: str) -> None:
    """Makes the load count; to be called last in the transaction that writes its ledger."""
    con.execute(
        f"update landing.loads set finished_at = {now()} where load_id = {literal(load_id)}"
    )


def write_files(
    con: DuckDBPyConnection,
    load_id: str,
    files: Sequence[FileOutcome],
    replaced: Iterable[tuple[FileOutcome, Sequence[str]]],
) -> None:
    """The run's files and their quarantine, in the caller's transaction.

    replaced: files read anew because their mapping changed, with the table names that the
    ledger had for the old readings. ``work.quarantined`` holds the run's broken rows.
    """
    con.register("file_rows", _file_rows(files))
    con.execute(
        "create or replace temp table ledgered as"
        f" select *, {literal(load_id)} as load_id, {now()} as landed_at from file_rows"
    )
    con.unregister("file_rows")
    for table in ("files", "quarantine"):
        con.execute(
            f"delete from landing.{table} as old using ledgered as new"
            " where old.source_name = new.source_name and old.file_sha256 = new.file_sha256"
            # What no table held was entered under none until one is declared.
            " and (old.table_name = new.table_name"
            " or old.table_name = '' and new.status = 'landed')"
        )
    for table in ("files", "readings"):
        con.execute(f"insert into landing.{table} by name select * from ledgered")
    con.execute(
        "insert into landing.quarantine by name"
        f" select *, {literal(load_id)} as load_id, {now()} as quarantined_at"
        " from work.quarantined"
    )
    con.execute("drop table ledgered")
    for file, names in replaced:
        of_file = (
            f"source_name = {literal(file.source_name)}"
            f" and {{0}}file_sha256 = {literal(file.file_sha256)}"
            f" and {{0}}load_id <> {literal(load_id)}"
        )
        for table in dict.fromkeys(",".join(names).split(",")):
            raw = f"{TEMPLATE.dataset}.{quoted(table)}"
            con.execute(f"delete from {raw} where {of_file.format('_')}")
        old = ", ".join(map(literal, names))
        for table in ("files", "quarantine"):
            con.execute(
                f"delete from landing.{table} where {of_file.format('')} and table_name in ({old})"
            )
    for file in files:
        for sha256 in file.supersedes:
            for table in ("files", "quarantine"):
                con.execute(
                    f"update landing.{table} set superseded_by = {literal(file.file_sha256)}"
                    f" where source_name = {literal(file.source_name)}"
                    f" and table_name = {literal(file.table_name)}"
                    f" and file_sha256 = {literal(sha256)}"
                )


def write_changes(con: DuckDBPyConnection, load_id: str, changes: Sequence[SchemaChange]) -> None:
    """Decisions about columns, in the caller's transaction."""
    if not changes:
        return
    strings = pa.string()
    of_file = ("file_sha256", "tool", "source_name", "table_name")
    rows = {
        name: pa.array([getattr(change.file, name) for change in changes], strings)
        for name in of_file
    }
    for name in ("column_name", "change", "decision"):
        rows[name] = pa.array([getattr(change, name) for change in changes], strings)
    rows["row_count"] = pa.array([change.row_count for change in changes], pa.int64())
    con.register("change_rows", pa.table(rows))
    con.execute(
        "insert into landing.schema_changes by name"
        f" select *, {literal(load_id)} as load_id, {now()} as seen_at from change_rows"
    )
    con.unregister("change_rows")


def move_to_table(con: DuckDBPyConnection, file: FileOutcome) -> None:
    """Enters a file of no table under the one that holds it now, in the caller's transaction."""
    for table in ("files", "quarantine"):
        con.execute(
            f"update landing.{table} set table_name = {literal(file.table_name)}"
            f" where source_name = {literal(file.source_name)} and table_name = ''"
            f" and file_sha256 = {literal(file.file_sha256)}"
        )
    con.execute(
        f"update landing.files set reason = null where status = 'landed'"
        f" and file_sha256 = {literal(file.file_sha256)}"
        f" and table_name = {literal(file.table_name)}"
    )


@dataclass(frozen=True)
class Try:
    """A quarantined row that was tried anew.

    fault, fault_column: why and for which column it stays; None if it has landed.
    """

    row_number: int
    reason: str
    raw_text: str
    replayed_text: str
    fault: str | None
    fault_column: str | None


def write_replay(
    con: DuckDBPyConnection, load_id: str, file: FileOutcome, tries: Sequence[Try]
) -> None:
    """What became of a file's quarantined rows, in the caller's transaction.

    What they were stays in ``landing.replays``; what has landed leaves the quarantine, and
    the file's sums follow.
    """
    of_file = (
        f"source_name = {literal(file.source_name)}"
        f" and file_sha256 = {literal(file.file_sha256)}"
        f" and table_name = {literal(file.table_name)}"
    )
    rows = {
        "row_number": pa.array([each.row_number for each in tries], pa.int64()),
        **{
            name: pa.array([getattr(each, name) for each in tries], pa.string())
            for name in ("reason", "raw_text", "replayed_text", "fault", "fault_column")
        },
    }
    con.register("try_rows", pa.table(rows))
    con.execute("create or replace temp table tried as select * from try_rows")
    con.unregister("try_rows")
    con.execute(
        "insert into landing.replays by name"
        f" select {literal(file.source_name)} as source_name, {literal(file.tool)} as tool,"
        f" {literal(file.file_sha256)} as file_sha256,"
        f" {literal(file.table_name)} as table_name,"
        " replayed_text <> raw_text as is_repaired, fault is null as has_landed,"
        f" {literal(load_id)} as load_id, {now()} as replayed_at, * exclude (fault, fault_column)"
        " from tried"
    )
    con.execute(
        f"delete from landing.quarantine where {of_file}"
        " and row_number in (select row_number from tried where fault is null)"
    )
    con.execute(
        "update landing.quarantine set reason = tried.fault, raw_text = tried.replayed_text,"
        " column_name = tried.fault_column, is_held = false from tried"
        f" where {of_file} and landing.quarantine.row_number = tried.row_number"
    )
    con.execute("drop table tried")
    landed = sum(each.fault is None for each in tries)
    con.execute(
        f"update landing.files set landed_count = landed_count + {landed},"
        f" quarantined_count = quarantined_count - {landed}, held_count = (select count(*)"
        f" from landing.quarantine where {of_file} and is_held) where {of_file}"
    )
    con.execute(
        "insert into landing.readings by name select * exclude (superseded_by) replace"
        f" ({literal(load_id)} as load_id, {now()} as landed_at) from landing.files where {of_file}"
    )


def _file_rows(files: Sequence[FileOutcome]) -> pa.Table:
    """The files as ledger rows; counts are null where nothing was read."""
    strings, numbers = pa.string(), pa.int64()
    texts = (
        *("file_sha256", "tool", "source_name", "table_name", "file_path", "status"),
        *("reason", "contract_sha256", "schema_fingerprint", "delimiter", "url"),
    )
    counts = ("row_count", "landed_count", "quarantined_count", "held_count")
    arrays: dict[str, Any] = {
        name: pa.array([getattr(file, name) for file in files], strings) for name in texts
    }
    arrays["byte_count"] = pa.array([file.byte_count for file in files], numbers)
    for name in counts:
        values = [getattr(f, name) if f.status == "landed" else None for f in files]
        arrays[name] = pa.array(values, numbers)
    arrays["column_names"] = pa.array(
        [json.dumps(f.column_names, ensure_ascii=False) if f.column_names else None for f in files],
        strings,
    )
    return pa.table(arrays)


def _reader() -> str:
    """Who runs this: ``user@host``, and nothing else of the person."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        user = "unknown"
    return f"{user}@{socket.gethostname()}"


def _version() -> str:
    import importlib.metadata  # slow, and only a run that writes needs it

    try:
        return importlib.metadata.version("stammkunde")
    except importlib.metadata.PackageNotFoundError:
        return "unknown"


def now() -> str:
    """SQL: the present moment, naive in UTC."""
    return "cast(timezone('UTC', now()) as timestamp)"
