"""Quarantined rows tried anew, as they are or repaired: what is sound now lands.

A row lands as the row of the file that it came from: with its file, its number, and the
load that brought the file, so that it stands in the order of arrival where it belongs.
Killed at any moment, a replay has either happened, or its rows are all in quarantine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from pipelines import tracking_plan
from pipelines.console import Console, VerbError
from pipelines.landing import csv_reader, folders, formats, full_exports, ledger
from pipelines.landing import mapping as mappings
from pipelines.landing.engine import Run, warehouse
from pipelines.landing.kinds import literal, quoted
from pipelines.landing.mapping import Mapping
from pipelines.landing.readings import Broken, Reading, Refused
from pipelines.landing.report import FileOutcome, LandingReport, counted, wrapped
from pipelines.landing.sinks import Sink
from pipelines.settings import Settings
from pipelines.sources import TEMPLATE, TOOLS
from pipelines.sources.contract import Csv, Source, Table


@dataclass(frozen=True)
class Row:
    """A quarantined row to try: its text as it was, and as it is tried."""

    number: int
    line: int | None
    reason: str
    raw_text: str
    text: str

    @property
    def is_repaired(self) -> bool:
        return self.text != self.raw_text


#: Row number -> why the row stays, and for which column if it is one's.
Faults = dict[int, tuple[str, str | None]]


@dataclass(frozen=True)
class Group:
    """The rows of one file, and the load that brought it."""

    file: FileOutcome
    load_id: str
    rows: tuple[Row, ...]


@dataclass
class ReplayReport:
    """What a replay did. failed: (row id, place, reason) of rows that stay; waiting: how
    many rows were not tried, because no table holds such; by_file: landed rows by drop
    folder and file hash."""

    load_id: str
    tried: int = 0
    landed: int = 0
    repaired: int = 0
    unknown: list[str] = field(default_factory=list)
    failed: list[dict[str, Any]] = field(default_factory=list)
    waiting: int = 0
    by_file: dict[tuple[str, str], int] = field(default_factory=dict)

    def payload(self) -> dict[str, Any]:
        return {
            "load_id": self.load_id,
            "tried": self.tried,
            "landed": self.landed,
            "repaired": self.repaired,
            "unknown": self.unknown,
            "failed": self.failed,
            "waiting": self.waiting,
        }

    def lines(self) -> list[str]:
        if self.unknown:
            told = wrapped(
                f"{counted(len(self.unknown), 'row')} of the file not in quarantine: landed by "
                f"an earlier replay, or of another warehouse ({', '.join(self.unknown[:3])})"
            )
        else:
            told = []
        if self.waiting:
            told.append(f"{counted(self.waiting, 'row')} not tried: no table holds such")
        if not self.tried:
            return [*told, "There is nothing to replay."]
        told.append(
            f"{counted(self.tried, 'row')} tried, {self.repaired} of them repaired: "
            f"{self.landed} landed, {len(self.failed)} still in quarantine."
        )
        for row in self.failed[:20]:
            told += wrapped(f"{row['id']}  {row['place']}: {row['reason']}")
        if self.failed[20:]:
            told.append(f"... and {len(self.failed) - 20} more")
        if self.failed:
            told.append("Next: cdp quarantine export FILE, repair it, then replay --file FILE")
        return told


def replay(
    settings: Settings,
    source_name: str | None = None,
    repairs: Dictionary[str, str] | None = None,
    mapping: Path | None = None,
    console: Console | None = None,
) -> ReplayReport:
    """Tries rows of the quarantine: all, those of a drop folder, or those of ``repairs``.

    repairs: row id -> text, as ``repairs.read`` gives them. mapping: how mapped files are
    read now; without one, the ``mapping.yml`` of their drop folder.
    """
    return _replay(settings, source_name, repairs, mapping, console, {})


def repeat(
    settings: Settings,
    repairs: Sequence[ledger.Repair],
    mappings: Dictionary[str, Mapping | None],
    report: LandingReport,
    console: Console,
) -> None:
    """Makes repairs anew that a landing run has lost by reading a mapped file anew.

    mappings: what the run read by, by drop folder. report: the run's, which it corrects. A
    death before this leaves the rows in quarantine; the next run finds them there.
    """
    texts = {_row_id(each.file_sha256, each.row_number): each.text for each in repairs}
    names = {each.source_name for each in repairs if mappings.get(each.source_name)}
    for name in sorted(names):
        done = _replay(settings, name, texts, None, console, mappings)
        report.has_repeated(done.by_file)


def _replay(
    settings: Settings,
    source_name: str | None,
    repairs: Dictionary[str, str] | None,
    mapping: Path | None,
    console: Console | None,
    mappings: Dictionary[str, Mapping | None],
) -> ReplayReport:
    plan = tracking_plan.of(settings)
    with warehouse(settings) as (con, work):
        ledger.create_tables(con)
        ledger.undo_unfinished(con)
        report = ReplayReport(ledger.next_load_id(con, datetime.now(UTC)))
        groups = _groups(con, source_name, repairs)
        known = {
            _row_id(group.file.file_sha256, row.number) for group in groups for row in group.rows
        }
        report.unknown = sorted(set(repairs or ()) - known)
        if groups:
            run = Run(con, settings.state, work, LandingReport(report.load_id), plan=plan)
            replaying = _Replay(run, settings.exports, mapping, report, mappings)
            for group in groups:
                replaying.read(group)
            if replaying.done:
                replaying.write(console or Console(quiet=True))
        return report


def _row_id(file_sha256: str, number: int) -> str:
    return f"{file_sha256[:8]}:{number}"


def _groups(
    con: DuckDBPyConnection, source_name: str | None, repairs: Dictionary[str, str] | None
) -> list[Group]:
    """The rows to try by file, in order of arrival."""
    found = con.execute(
        """
        select
            files.source_name, files.tool, files.table_name, files.file_path,
            files.file_sha256, files.byte_count, files.contract_sha256, files.column_names,
            files.delimiter, files.load_id, rows.row_number, rows.line_number, rows.reason,
            rows.raw_text
        from landing.quarantine as rows
        join landing.files as files using (source_name, file_sha256, table_name)
        where rows.superseded_by is null and files.status = 'landed'
        order by files.load_id, files.source_name, files.file_path, rows.row_number
        """
    ).fetchall()
    groups: dict[tuple[str, str, str], tuple[FileOutcome, str, list[Row]]] = {}
    for name, tool, table, path, sha256, size, contract, columns, delimiter, load_id, *row in found:
        file = FileOutcome(
            source_name=name,
            tool=tool,
            table_name=table,
            file_path=path,
            file_sha256=sha256,
            byte_count=size,
            status="landed",
            contract_sha256=contract,
            column_names=tuple(json.loads(columns or "[]")),
            delimiter=delimiter,
        )
        number, line, reason, raw_text = row
        text = raw_text if repairs is None else repairs.get(_row_id(sha256, number))
        if text is not None and source_name in (None, name):
            group = groups.setdefault((name, sha256, table), (file, load_id, []))
            group[2].append(Row(number, line, reason, raw_text, text))
    return [Group(file, load_id, tuple(rows)) for file, load_id, rows in groups.values()]


class _Replay:
    """One replay: what it has read and not yet written."""

    def __init__(
        self,
        run: Run,
        exports: Path | str,
        mapping: Path | None,
        report: ReplayReport,
        mappings: Dictionary[str, Mapping | None],
    ) -> None:
        self.run = run
        self.con = run.con
        self.exports = exports
        self.mapping = mapping
        self.report = report
        self.mappings = mappings
        self.done: list[tuple[Group, Source, Faults]] = []
        self.declared: list[FileOutcome] = []

    def read(self, group: Group) -> None:
        """Judges a file's rows by today's contract; the sound ones wait to be loaded."""
        file = group.file
        source = TEMPLATE if file.tool == TEMPLATE.name else TOOLS[file.tool]
        table = mapped = None
        if not file.table_name:
            table = folders.table_of(source, PurePosixPath(file.file_path))
            if table is None:
                self.report.waiting += len(group.rows)
                return
            file = replace(file, table_name=table.name)  # declared since
        failed: Faults = {
            row.number: ("the row is empty", None) for row in group.rows if not row.text.strip()
        }
        full = [row for row in group.rows if row.number not in failed]
        try:
            if file.contract_sha256:
                mapped = self._mapping(file)
            elif table is None:
                table = source.table(file.table_name)
            if full:
                reading = self._reading(file, full, mapped, table)
                broken = list(self.run.broken_in(reading))
                if reading.row_count != len(full):
                    raise VerbError(
                        f"{file.label}: {len(full)} rows were tried, but {reading.row_count} "
                        "read. Nothing was kept. Next: report this as a bug"
                    )
                self.run.keep(source, reading, file, table, mapped)
                failed |= {row.row_number: (row.reason, row.column) for row in broken}
        except Refused as refusal:
            failed |= {row.number: (str(refusal), None) for row in full}
        if file != group.file and len(failed) < len(group.rows):
            # Part of it lies in the table now; else cdp land may still read the whole file.
            group = replace(group, file=file)
            self.declared.append(file)
        self.done.append((group, source, failed))
        for row in group.rows:
            self.report.tried += 1
            self.report.repaired += row.is_repaired
            if row.number not in failed:
                self.report.landed += 1
                key = (file.source_name, file.file_sha256)
                self.report.by_file[key] = self.report.by_file.get(key, 0) + 1
                continue
            self.report.failed.append(
                {
                    "id": _row_id(file.file_sha256, row.number),
                    "place": place(file.source_name, file.file_path, row.line, row.number),
                    "reason": failed[row.number][0],
                }
            )

    def _mapping(self, file: FileOutcome) -> Mapping:
        path = self.mapping or Path(self.exports) / file.source_name / "mapping.yml"
        if compiled := self.mappings.get(file.source_name):
            return compiled
        if not path.is_file():
            raise VerbError(
                f"{file.label} was read by a mapping that is not at {path}.\n"
                f"Next: cdp quarantine replay {file.source_name} --mapping FILE"
            )
        mapped = mappings.load(path)
        if mapped.table_name != file.table_name:
            raise Refused(
                f"{path.name} now maps to {mapped.table_name}, not to {file.table_name};"
                " read the whole file anew with cdp land"
            )
        return mapped

    def _reading(
        self,
        file: FileOutcome,
        rows: Sequence[Row],
        mapped: Mapping | None,
        table: Table | None,
    ) -> Reading:
        """The rows in ``work.parsed``, under their own numbers."""
        feeds = mapped or table
        assert feeds is not None
        if file.delimiter is None:
            return self._of_json(rows, feeds)
        dialect = mapped.dialect if mapped else (table.csv if table else None) or Csv()
        reading, judged = csv_reader.prepared(
            file.column_names,
            file.delimiter,
            feeds.columns,
            dialect,
            mapped.derived if mapped else None,
            mapped.add_faults if mapped else (lambda faults: None),
            "the header",
        )
        width = len(reading.columns)
        whole: list[list[str | None]] = []
        places: list[tuple[int, int | None]] = []
        for row in rows:
            cells, reason = _cells(row.text, file, dialect, width)
            if cells is None:
                reading.broken.append(Broken(row.number, row.line, None, reason, row.text))
            else:
                whole.append([cell or None for cell in cells[:width]])
                places.append((row.number, row.line))
        sink = Sink(self.con, self.run.work)
        if whole:
            self.con.register("split_rows", csv_reader.table_of(reading.columns, whole, places))
            numbers = [number for number, _ in places]
            sink.take(
                self.con,
                judged("select * from split_rows"),
                len(whole),
                range(min(numbers), max(numbers) + 1),
            )
            self.con.unregister("split_rows")
        sink.close([*reading.columns, *(mapped.derived if mapped else ())])
        reading.row_count = len(rows)
        texts = {row.number: Broken(row.number, row.line, None, "", row.text) for row in rows}
        faulty = sink.faulty(self.con, range(max(texts) + 1))
        reading.raw_texts = lambda: (texts[number] for number in faulty)
        return reading

    def _of_json(self, rows: Sequence[Row], feeds: Table | Mapping) -> Reading:
        """Records as JSON lines; a line break within one stands between its parts only."""
        lines = "".join(" ".join(row.text.splitlines()) + "\n" for row in rows)
        path = self.run.work / "replayed.jsonl"
        path.write_text(lines, encoding="utf-8")
        sha256 = hashlib.sha256(lines.encode()).hexdigest()
        rules = self.run.rules_of(feeds)
        with formats.opened(
            self.con, path, "jsonl", feeds, sha256, self.run.work, add_rules=rules
        ) as reading:
            broken = list(self.run.broken_in(reading))
        reading.broken = [
            row._replace(row_number=rows[row.row_number - 1].number) for row in broken
        ]
        places = pa.table(
            {
                "position": pa.array(range(1, len(rows) + 1), pa.int64()),
                "number": pa.array([row.number for row in rows], pa.int64()),
            }
        )
        self.con.register("places", places)
        self.con.execute("delete from work.parsed where _fault is not null")
        self.con.execute(
            "update work.parsed set _row_number = places.number from places"
            " where work.parsed._row_number = places.position"
        )
        self.con.unregister("places")
        return reading

    def write(self, console: Console) -> None:
        """Loads what is sound now, and enters every try into the ledger."""
        with self.run.loading("replay", console), ledger.transaction(self.con):
            for file in self.declared:
                ledger.move_to_table(self.con, file)
            for group, source, failed in self.done:
                ledger.write_replay(
                    self.con,
                    self.report.load_id,
                    group.file,
                    [
                        ledger.Try(
                            row.number,
                            row.reason,
                            row.raw_text,
                            row.text,
                            *failed.get(row.number, (None, None)),
                        )
                        for row in group.rows
                    ],
                )
                self._restamp(group, source)
            for source, table in self._full_exports():
                full_exports.mark(self.con, source, table)
            ledger.end_load(self.con, self.report.load_id)

    def _restamp(self, group: Group, source: Source) -> None:
        """A replayed row arrived with its file: a later file's statement stays the newer."""
        file = group.file
        own = f" and source_name = {literal(file.source_name)}" if source is TEMPLATE else ""
        for table_name in filter(None, file.table_name.split(",")):
            self.con.execute(
                f"update {source.dataset}.{quoted(table_name)}"
                f" set _load_id = {literal(group.load_id)}"
                f" where _load_id = {literal(self.report.load_id)}"
                f" and _file_sha256 = {literal(file.file_sha256)}{own}"
            )

    def _full_exports(self) -> list[tuple[Source, Table]]:
        found = {
            (source.name, group.file.table_name): source
            for group, source, _ in self.done
            if source is not TEMPLATE and group.file.table_name
        }
        tables = [(source, source.table(name)) for (_, name), source in found.items()]
        return [(source, table) for source, table in tables if table.is_full_export]


def _cells(
    text: str, file: FileOutcome, dialect: Csv, width: int
) -> tuple[Sequence[str] | None, str]:
    """A row's cells, or why the text is not one row of the file."""
    delimiter = file.delimiter or ","
    named = folders.format_of(PurePosixPath(file.file_path))
    if named and named[1] == "excel":
        cells: list[str] | None = text.split(delimiter)
        cells = [*(cells or []), *[""] * (width - len(cells or []))]
    else:
        lines = text.split("\n")
        if lines[1:] and not dialect.quoted_newlines:
            return None, "the text runs over several lines where the file has one for each row"
        for count in range(1, len(lines)):
            if csv_reader.split_line("\n".join(lines[:count]), delimiter, dialect.quoted):
                return None, "the text holds more than one row"
        cells = csv_reader.split_line(text, delimiter, dialect.quoted)
    reason = csv_reader.structural_fault(cells, width)
    return (cells, "") if reason is None else (None, reason)


def place(source_name: str, file_path: str, line: int | None, number: int) -> str:
    """Where a row stands, for people."""
    return f"{source_name}/{file_path}, " + (f"line {line}" if line else f"row {number}")
