"""Exports that hold all records there are: what the newest one lacks is gone.

Such an export speaks for the whole table. Its records are marked in raw, never deleted:
``_missing_since`` is the load whose export lacked them, and null once they are back.
"""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from pipelines.landing.kinds import literal, quoted
from pipelines.landing.readings import Reading, Refused
from pipelines.landing.report import FileOutcome, LandingReport, SchemaChange
from pipelines.sources.contract import LINEAGE, MISSING_SINCE, Column, Csv, Kind, Source, Table

_SHA256, _, _LOAD_ID = LINEAGE
_CASTS: dict[Kind, str] = {
    "timestamp": "try_cast({0} as timestamptz)",
    "date": "try_cast({0} as date)",
    "integer": "try_cast({0} as hugeint)",
    "decimal": "try_cast({0} as decimal(38, 10))",
}


def comparable(table: Table, version: Column) -> str:
    """SQL: the version as a value that can be compared; a text is compared as a text."""
    form = (table.csv or Csv()).format_of(version)
    if form:
        return f"try_strptime({quoted(version.name)}, {literal(form)})"
    return _CASTS.get(version.kind, "{0}").format(quoted(version.name))


def record_key(table: Table) -> str:
    """SQL: the record's key as one text; empty where the row does not tell it."""
    names = {column.header: column.name for column in table.columns}
    parts = [quoted(names[header]) for header in table.key]
    return f"coalesce({' || chr(31) || '.join(parts)}, '')"


class FullExports:
    """Judges a run's full exports, and marks what they say is gone."""

    def __init__(self, con: DuckDBPyConnection, accepted_reason: str | None) -> None:
        self.con = con
        self.accepted_reason = accepted_reason
        self._speaking: dict[tuple[str, str], tuple[str, int]] = {
            (tool, table): (sha256, count)
            for tool, table, sha256, count in con.execute(
                "select tool, table_name, file_sha256, record_count from landing.full_exports"
            ).fetchall()
        }
        self._new: set[tuple[str, str]] = set()
        self._touched: dict[tuple[str, str], tuple[Source, Table]] = {}

    def judge(
        self,
        source: Source,
        table: Table,
        file: FileOutcome,
        reading: Reading,
        report: LandingReport,
    ) -> None:
        """Lets the file in ``work.parsed`` speak for its table, or refuses it.

        An export whose records are all as old as or older than what spoke before, and some
        older, came late: it is history.
        """
        key = (source.name, table.name)
        self._touched[key] = (source, table)
        row = self.con.execute(
            f"select count(distinct {record_key(table)}) from work.parsed"
        ).fetchone()
        count = int(row[0] if row else 0) + len(reading.broken)
        if key in self._speaking:
            spoken_sha256, spoken = self._speaking[key]
            if self._came_late(source, table, reading, spoken_sha256):
                return
            lost = 1 - count / spoken if spoken else 0
            if lost > table.shrink_limit:
                told = (
                    f"the full export has {count} records where the one before had {spoken}; "
                    f"that is {lost:.0%} less, and the limit is {table.shrink_limit:.0%}"
                )
                if self.accepted_reason is None:
                    raise Refused(
                        f"{told}; export it whole, or, if they are really gone, run "
                        f'cdp land {source.name} --accept "REASON"'
                    )
                decision = f"accepted ({self.accepted_reason}): {told}"
                report.changes.append(SchemaChange(file, "", "shrunk_export", decision, count))
        self._speaking[key] = (file.file_sha256, count)
        self._new.add(key)

    def _came_late(
        self, source: Source, table: Table, reading: Reading, spoken_sha256: str
    ) -> bool:
        version = next((c for c in table.columns if c.header == table.version), None)
        if version is None or version.name not in reading.columns:
            return False
        value = comparable(table, version)
        columns = f"{record_key(table)} as record_key, {value} as version"
        before = [f"select {columns} from {source.dataset}.{quoted(table.name)}"]
        kept = quoted(f"{source.name}.{table.name}")
        if self.con.execute(
            "select 1 from duckdb_tables() where database_name = 'work' and table_name ="
            f" {literal(f'{source.name}.{table.name}')}"
        ).fetchone():
            before.append(f"select {columns} from work.{kept}")
        spoken = " union all ".join(
            f"{query} where {_SHA256} = {literal(spoken_sha256)}" for query in before
        )
        newer, older = self.con.execute(
            f"""
            select
                count(*) filter (coming.version > spoken.version),
                count(*) filter (coming.version < spoken.version)
            from (select {columns} from work.parsed where _fault is null) as coming
            join ({spoken}) as spoken using (record_key)
            """
        ).fetchone() or (0, 0)
        return bool(older) and not newer

    def write(self, load_id: str) -> dict[tuple[str, str], int]:
        """Marks the records that are gone, in the caller's transaction.

        Returns how many are newly gone, by tool and table.
        """
        gone = {}
        for key, (source, table) in self._touched.items():
            if key in self._new:
                sha256, count = self._speaking[key]
                of_table = f"tool = {literal(source.name)} and table_name = {literal(table.name)}"
                self.con.execute(f"delete from landing.full_exports where {of_table}")
                self.con.execute(
                    f"insert into landing.full_exports values ({literal(source.name)},"
                    f" {literal(table.name)}, {literal(sha256)}, {count}, {literal(load_id)})"
                )
            newly_gone = mark(self.con, source, table)
            if newly_gone:
                gone[key] = newly_gone
        return gone


def mark(con: DuckDBPyConnection, source: Source, table: Table) -> int:
    """Marks a raw table anew by the export that speaks for it; returns the newly gone.

    A quarantined row's record is not gone. While the export holds rows whose record nobody
    can tell, nothing is newly marked: it might be any.
    """
    row = con.execute(
        "select file_sha256, load_id from landing.full_exports"
        f" where tool = {literal(source.name)} and table_name = {literal(table.name)}"
    ).fetchone()
    if row is None:
        return 0
    sha256, load_id = literal(row[0]), literal(row[1])
    raw, record = f"{source.dataset}.{quoted(table.name)}", record_key(table)
    quarantined = (
        f"from landing.quarantine where file_sha256 = {sha256}"
        f" and tool = {literal(source.name)} and table_name = {literal(table.name)}"
    )
    present = (
        f"select {record} from {raw} where {_SHA256} = {sha256}"
        f" union select record_key {quarantined} and record_key is not null"
    )
    con.execute(
        f"update {raw} set {MISSING_SINCE} = null"
        f" where {MISSING_SINCE} is not null and {record} in ({present})"
    )
    if con.execute(f"select 1 {quarantined} and record_key is null limit 1").fetchone():
        return 0
    missing = f"{MISSING_SINCE} is null and {record} not in ({present})"
    counted = con.execute(f"select count(distinct {record}) from {raw} where {missing}").fetchone()
    con.execute(f"update {raw} set {MISSING_SINCE} = {load_id} where {missing}")
    return int(counted[0]) if counted else 0
