"""``land``: every file of the drop folders, read once, its rows landed or quarantined.

A run works in four steps, and may be killed in any of them:
1. take back what a killed run had begun (its rows are told by their load id);
2. read and judge all new files: a large one's sound rows go straight into their raw table,
   those of all others into a database in memory, which spills beside the warehouse;
3. let dlt append these, one package per tool;
4. write ledger and quarantine in one transaction, which makes the run count.
"""

from __future__ import annotations

import fcntl
import re
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath

import duckdb
from duckdb import DuckDBPyConnection

from pipelines import live, tracking_plan
from pipelines.collecting.spool import close_abandoned
from pipelines.console import Console, VerbError
from pipelines.landing import archives, drift, folders, formats, hashes, ledger, loader, strays
from pipelines.landing import mapping as mappings
from pipelines.landing.drift import Drift
from pipelines.landing.faults import AddFaults, Faults
from pipelines.landing.folders import Drop
from pipelines.landing.full_exports import FullExports, record_key
from pipelines.landing.inserts import Target
from pipelines.landing.kinds import literal, quoted
from pipelines.landing.mapping import Mapping
from pipelines.landing.places import File, LocalFile, Unreachable, still_written
from pipelines.landing.readings import Broken, Reading, Refused
from pipelines.landing.remote import Copies, place_of
from pipelines.landing.report import FileOutcome, LandingReport, shortened
from pipelines.landing.strays import Stray
from pipelines.settings import Settings
from pipelines.sources import TEMPLATE, TOOLS, segment
from pipelines.sources.contract import Source, Table
from pipelines.tracking_plan import Plan

#: What DuckDB may keep in memory while it lands; the rest spills, so a file may be any size.
_MEMORY = "1GB"
#: Quarantined rows that are in memory at a time.
_ROWS = 10_000
#: Files elsewhere that are fetched at a time.
_AHEAD = 8


def land(
    settings: Settings,
    tools: Sequence[str] | None = None,
    folder: Path | str | None = None,
    mapping: Path | None = None,
    console: Console | None = None,
    accept: str | None = None,
) -> LandingReport:
    """Lands what is new under the folder (the exports and the spool, if none is given).

    folder: a folder of this machine, or the URL of one elsewhere.
    accept: why full exports may have shrunk beyond their limit in this run, for the ledger.
    """
    console = console or Console(quiet=True)
    started = time.monotonic()
    copies = Copies()
    root = place_of(folder or settings.exports, copies)
    elsewhere = {} if folder else settings.elsewhere
    places = {
        name: place_of(where, copies, f"STAMMKUNDE_EXPORTS_{name.upper()}")
        for name, where in elsewhere.items()
    }
    afar = [place.url for place in (root, *places.values()) if place.url]
    try:
        looking = f"Looking into {shortened(afar[0], 60)}" if afar else ""
        with console.progress(looking) if afar else nullcontext():
            drops = folders.drops(root, tools, mapping, folder is None, places)
    except Unreachable as trouble:
        raise VerbError(f"{trouble.where}: {trouble.what}.\nNext: {trouble.todo}") from trouble
    receiving: list[str] = []
    if folder is None:
        close_abandoned(settings.spool / "segment")
        receiving = folders.still_received(settings.spool, tools)
        drops += folders.spooled(settings.spool, tools)
    plan = tracking_plan.of(settings)
    with warehouse(settings) as (con, work):
        ledger.create_tables(con)
        undone = ledger.undo_unfinished(con)
        load_id = ledger.next_load_id(con, datetime.now(UTC))
        used = [root, *(places[drop.source_name] for drop in drops if drop.source_name in places)]
        urls = [place.url for place in used if place.url]
        report = LandingReport(
            load_id, root=str(root), undone_loads=undone, places=urls, unfinished=receiving
        )
        run = Run(con, settings.state, work, report, accept, plan)
        try:
            with copies.kept_in(con, work):
                run.read(drops, console, settings.settle_seconds)
        except BaseException:
            run.undo()
            raise
        run.load(console)
        run.empty_spool()
        names = {drop.source_name for drop in drops}
        repairs = [each for each in ledger.lost_repairs(con) if each.source_name in names]
    if repairs:
        from pipelines.landing.replay import repeat  # which builds upon this module

        repeat(settings, repairs, run.compiled, report, console)
    report.seconds = time.monotonic() - started
    return report


@contextmanager
def warehouse(settings: Settings) -> Iterator[tuple[DuckDBPyConnection, Path]]:
    """The live file, ours alone until the run ends, with a database for the work, and the
    folder beside it where that spills."""
    work = settings.state / "landing"
    settings.state.mkdir(parents=True, exist_ok=True)
    with (settings.state / "landing.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise VerbError(
                "Another cdp land is at work on this warehouse. Next: wait until it ends."
            ) from error
        if not settings.warehouse.exists():
            _make(settings.warehouse)
        con = connect(settings.warehouse)
        try:
            shutil.rmtree(work, ignore_errors=True)  # copies that a killed run left behind
            work.mkdir()
            con.execute("set TimeZone = 'UTC'")
            # Seen: a file written anew at the same path was read from the old one's pages.
            con.execute("set enable_external_file_cache = false")
            con.execute(f"set memory_limit = '{_MEMORY}'")
            con.execute(f"set temp_directory = {literal(str(work / 'spill'))}")
            # Nobody reads it again: in a file, each statement would wait for the disk.
            con.execute("attach ':memory:' as work")
            yield con, work
        except (OSError, duckdb.Error) as error:
            if not _is_full(error):
                raise
            raise VerbError(
                f"There is no room to write beside {settings.warehouse} ({_root_of(error)}). "
                "Nothing of this run was kept. Next: make room, then run this again."
            ) from error
        finally:
            con.close()
            shutil.rmtree(work, ignore_errors=True)


def connect(warehouse: Path, read_only: bool = False) -> DuckDBPyConnection:
    """Opens the live file; waits for a program that holds it, then says so in plain words."""
    deadline = time.monotonic() + live.PATIENCE_SECONDS
    pause = 0.05
    while True:
        try:
            return duckdb.connect(str(warehouse), read_only=read_only)
        except duckdb.IOException as error:
            if "lock" not in str(error):
                raise VerbError(f"{warehouse} cannot be opened: {error}") from error
            if time.monotonic() + pause > deadline:
                holder = re.search(r"held in (.*?) \(PID (\d+)\)", str(error))
                program = (
                    f"process {holder[2]} ({Path(holder[1]).name})" if holder else "another program"
                )
                raise VerbError(
                    f"{warehouse} is in use by {program}. Next: let it finish or close it, then "
                    "run this again."
                ) from error
        time.sleep(pause)
        pause = min(2 * pause, 2.0)


def _make(warehouse: Path) -> None:
    """An empty live file, which has its name only once it is whole: DuckDB writes a new file
    in steps, and cannot open what a kill between them leaves."""
    fresh = warehouse.with_name(f"{warehouse.name}.new")
    fresh.unlink(missing_ok=True)
    connect(fresh).close()
    try:
        # Unlike a renamed file, a link never takes the place of what a build made meanwhile.
        warehouse.hardlink_to(fresh)
    except FileExistsError:
        pass
    except OSError:  # a disk that has no links
        fresh.rename(warehouse)
    fresh.unlink(missing_ok=True)


def _is_full(error: BaseException) -> bool:
    """Whether the system or DuckDB says that there is no room left to write."""
    full = ("no space left", "file too large", "disk quota", "max_temp_directory_size")
    return any(words in str(error).lower() for words in full)


class Run:
    """One landing run: what it has read and not yet written."""

    def __init__(
        self,
        con: DuckDBPyConnection,
        state: Path,
        work: Path,
        report: LandingReport,
        accept: str | None = None,
        plan: Plan | None = None,
    ) -> None:
        self.con = con
        self.state = state
        self.work = work
        self.report = report
        self.landed = ledger.landed_files(con)
        # (source_name, sha256) -> by table name, the mapping of each reading of those bytes
        self.readings: dict[tuple[str, str], dict[str, str | None]] = {}
        for (source_name, sha256, table_name), contract in self.landed.items():
            self.readings.setdefault((source_name, sha256), {})[table_name] = contract
        self.ignored = ledger.ignored_files(con)
        self.with_quarantine = ledger.files_with_quarantine(con)
        self.drift = Drift(con)
        self.exports = FullExports(con, accept)
        self.accept = accept
        self.plan = plan
        self.seen: set[tuple[str, str, str]] = set()
        self.compiled: dict[str, Mapping | None] = {}
        self.written: list[FileOutcome] = []
        self.replaced: list[tuple[FileOutcome, list[str]]] = []
        self.filled: dict[tuple[str, str], Source] = {}
        self.inserted: dict[tuple[str, str], list[FileOutcome]] = {}
        self.is_open = False
        self.spooled: list[Path] = []
        con.execute(f"create table work.quarantined ({ledger.BROKEN_COLUMNS})")

    # -- reading

    def read(self, drops: Sequence[Drop], console: Console, settle_seconds: float = 0) -> None:
        """Steps through all files; one that is refused does not stop the others.

        settle_seconds: as in Settings. What is still being written waits for the next run.
        """
        files: list[tuple[Drop, File]] = []
        compiled = self.compiled
        compiled.update({drop.source_name: None for drop in drops})
        unread: dict[str, list[FileOutcome]] = {}
        for drop in drops:
            try:
                files += [(drop, file) for file in drop.place.files()]
                if drop.mapping:
                    compiled[drop.source_name] = self._mapping(drop, drop.mapping)
            except Unreachable as trouble:
                unread.setdefault(str(trouble), []).append(_unread(drop, None))
        unfinished = still_written(
            (file for drop, file in files if not drop.is_spool), settle_seconds
        )
        self.report.unfinished += [f"{d.source_name}/{f.name}" for d, f in files if f in unfinished]
        files = [each for each in files if each[1] not in unfinished]
        # Strays last: a copy of what a table holds is no stray.
        files.sort(key=lambda each: _is_stray(*each))
        if files:
            with console.progress(f"Reading {len(files)} files", len(files)) as advance:
                for number, (drop, file) in enumerate(files):
                    for other, later in files[number : number + _AHEAD]:
                        if later.url and self._is_wanted(other, later, compiled):
                            later.soon()
                    mapping = compiled[drop.source_name]
                    # A mapping that cannot be used has been refused; its files wait for it.
                    if not (drop.mapping and mapping is None):
                        try:
                            self._one(drop, file, mapping)
                        except Unreachable as trouble:
                            unread.setdefault(str(trouble), []).append(_unread(drop, file))
                        finally:
                            file.let_go()
                    advance(1)
        for reason, waiting in unread.items():
            # One line for all that wait: there is nothing to enter into the ledger.
            more = f" ({len(waiting) - 1} more files wait for it, too)" if waiting[1:] else ""
            self.report.files.append(_as(waiting[0], reason=reason + more))

    def _is_wanted(self, drop: Drop, file: File, compiled: dict[str, Mapping | None]) -> bool:
        mapping = compiled[drop.source_name]
        if file == drop.mapping or (drop.mapping and mapping is None):
            return False
        is_ours = _is_zip(file) or any(_feeds(drop, file, mapping))
        return is_ours or _is_stray(drop, file)

    def _mapping(self, drop: Drop, file: File) -> Mapping | None:
        try:
            return mappings.load(file.here())
        except Unreachable:
            raise
        except Refused as refusal:
            outcome = _unread(drop, file)
            with suppress(Refused):  # a mapping that is not there at all
                outcome = _as(outcome, file_sha256=file.sha256(), byte_count=file.byte_count())
            self._write(_as(outcome, reason=str(refusal)))
            return None

    def _one(self, drop: Drop, file: File, mapping: Mapping | None) -> None:
        """A file, or the files in a zip. Raises Unreachable if they cannot be had now."""
        try:
            if _is_zip(file):
                self._zip(drop, file, mapping)
            else:
                self._file(drop, file, mapping)
        except Unreachable:
            raise
        except Refused as refusal:
            # Its bytes were not to be had, so there is nothing to enter into the ledger.
            self.report.files.append(_as(_unread(drop, file), reason=str(refusal)))

    def _zip(self, drop: Drop, file: File, mapping: Mapping | None) -> None:
        """Each file inside is a file of its own; one that is refused stops no other."""
        refused = len(self.report.refused)
        known = file.members()
        if known and all(self._has_landed(drop, member, mapping) for member in known):
            for member in known:
                self._file(drop, member, mapping)
            return
        path, inside = file.here(), dict[str, str]()
        try:
            for name, copy in archives.members(path, self.work):
                member = LocalFile(copy, f"{file.name}/{name}", file.url and f"{file.url}/{name}")
                self._file(replace(drop, is_spool=False), member, mapping)
                inside[name] = member.sha256()
        except Refused as refusal:
            outcome = _as(_unread(drop, file), byte_count=file.byte_count(), reason=str(refusal))
            self._write(_as(outcome, file_sha256=file.sha256()))
        if len(self.report.refused) == refused:
            self._landed(drop, file)
            file.has_members(inside)

    def _has_landed(self, drop: Drop, file: File, mapping: Mapping | None) -> bool:
        """Whether nothing is left to read in a file whose hash is known."""
        if _is_stray(drop, file):
            return (drop.source_name, file.sha256()) in self.readings
        table, mapped = _feeds(drop, file, mapping)
        feeds = mapped.table_name if mapped else table.name if table else ""
        key = (drop.source_name, file.sha256(), feeds)
        contract = mapped.sha256 if mapped else None
        return not feeds or (key in self.landed and self.landed[key] == contract)

    def _file(self, drop: Drop, file: File, mapping: Mapping | None) -> None:
        """One file. Raises Refused if its bytes are not to be had whole."""
        name = PurePosixPath(file.name).name
        if file == drop.mapping or name.lower() in drop.source.companions:
            return
        table, mapped = _feeds(drop, file, mapping)
        outcome = _unread(drop, file)
        if table is None and mapped is None:
            if _is_stray(drop, file):
                self._stray(drop, file, outcome)
            else:
                self._ignore(drop, file, outcome, _no_name(drop))
            return
        outcome = _as(
            outcome,
            table_name=mapped.table_name if mapped else table.name if table else "",
            file_sha256=file.sha256(),
            byte_count=file.byte_count(),
            contract_sha256=mapped.sha256 if mapped else None,
        )
        key = (outcome.source_name, outcome.file_sha256, outcome.table_name)
        known = key in self.landed and self.landed[key] == outcome.contract_sha256
        if key in self.seen or known:
            self.report.files.append(_as(outcome, status="already"))
            self._landed(drop, file)
            return
        path = file.here()
        self.seen.add(key)
        try:
            done = self._land(drop, path, outcome, table, mapped)
        except Refused as refusal:
            self.seen.discard(key)
            outcome = _as(outcome, reason=str(refusal))
            self.report.changes += drift.refused(outcome, refusal.missing_columns)
            self._write(outcome)
            return
        self._write(_as(done, supersedes=self._grown_from(path, outcome)))
        self._landed(drop, file)
        # A mapping reads a whole file, so its reading and any other exclude each other.
        readings = self.readings.setdefault(key[:2], {})
        old = [name for name, contract in readings.items() if mapped or contract]
        if old and drop.source is TEMPLATE:
            self.replaced.append((done, old))

    def _grown_from(self, path: Path, outcome: FileOutcome) -> tuple[str, ...]:
        """Hashes of files that this one holds whole: logs that have grown since."""
        key = (outcome.source_name, outcome.file_path, outcome.table_name)
        return tuple(
            sha256
            for byte_count, sha256 in self.with_quarantine.get(key, ())
            if byte_count < outcome.byte_count and hashes.begins_with(path, byte_count, sha256)
        )

    def _landed(self, drop: Drop, file: File) -> None:
        if drop.is_spool:
            self.spooled.append(file.here())

    def empty_spool(self) -> None:
        """Removes our own copies of what the ledger now holds."""
        for path in self.spooled:
            path.unlink(missing_ok=True)

    def _stray(self, drop: Drop, file: File, outcome: FileOutcome) -> None:
        """A file of a resource that no table holds: each of its records is quarantined."""
        outcome = _as(outcome, file_sha256=file.sha256(), byte_count=file.byte_count())
        if (outcome.source_name, outcome.file_sha256) in self.readings:
            self.report.files.append(_as(outcome, status="already"))
            self._landed(drop, file)
            return
        path = file.here()
        stem, form = folders.format_of(PurePosixPath(file.name)) or (file.name, "json")
        stray = Stray(drop.source, path, outcome.file_sha256, stem, form == "jsonl")
        count = 0
        try:
            try:
                for broken in stray.records():
                    ledger.add_broken(self.con, outcome, broken)
                    count += len(broken)
            except strays.Whole:
                ledger.forget_broken(self.con, outcome)
                ledger.add_broken(self.con, outcome, [stray.whole()])
                count = 1
        except Refused as refusal:
            ledger.forget_broken(self.con, outcome)
            self._ignore(drop, file, outcome, f"{_no_name(drop)}, and {refusal}")
            return
        self.readings[outcome.source_name, outcome.file_sha256] = {"": None}
        self._write(
            _as(
                outcome,
                status="landed",
                row_count=count,
                quarantined_count=count,
                reason=stray.reason(),
                supersedes=self._grown_from(path, outcome),
            )
        )
        self._landed(drop, file)

    def _ignore(self, drop: Drop, file: File, outcome: FileOutcome, reason: str) -> None:
        ignored = _as(outcome, byte_count=file.byte_count(), status="ignored", reason=reason)
        if file.url and not outcome.file_sha256:  # not worth a download
            self.report.files.append(ignored)
            return
        ignored = _as(ignored, file_sha256=file.sha256())
        if (ignored.source_name, ignored.file_sha256) in self.ignored:
            self.report.files.append(ignored)
        else:
            self._write(ignored)

    def _write(self, outcome: FileOutcome) -> None:
        self.report.files.append(outcome)
        self.written.append(outcome)

    def _land(
        self,
        drop: Drop,
        path: Path,
        outcome: FileOutcome,
        table: Table | None,
        mapped: Mapping | None,
    ) -> FileOutcome:
        """Reads one file into the work database; returns its counts."""
        # A large file is read by threads of our own; more cost more than they bring.
        self.con.execute("set threads = 1")
        feeds = mapped or table
        assert feeds is not None
        named = folders.format_of(path)
        form = named[1] if named else "csv"
        try:
            target = partial(self._inserted_into, drop.source, table, outcome) if table else None
            with formats.opened(
                self.con,
                path,
                form,
                feeds,
                outcome.file_sha256,
                self.work,
                target,
                self.rules_of(feeds),
            ) as reading:
                return self.take(drop.source, reading, outcome, table, mapped)
        except duckdb.Error as error:
            if _is_full(error):
                raise
            raise Refused(
                f"the file cannot be read ({str(error).splitlines()[0][:200]}); export it again"
            ) from error

    def rules_of(self, feeds: Table | Mapping) -> AddFaults:
        """What the tracking plan lets no event of this table break."""

        def add(faults: Faults) -> None:
            if self.plan and feeds is segment.EVENTS:
                for rule in self.plan.blocking:
                    column = rule.property_name or "event"
                    faults.add(tracking_plan.broken_by(self.plan, rule), column, rule.reason)

        return add

    def take(
        self,
        source: Source,
        reading: Reading,
        outcome: FileOutcome,
        table: Table | None,
        mapped: Mapping | None,
    ) -> FileOutcome:
        """Parts what was read into sound rows and broken ones; returns the file's counts."""
        declared = mapped.columns if mapped else table.columns if table else ()
        sound_count, faulty_count = self.con.execute(
            "select count(*) filter (_fault is null), count(_fault) from work.parsed"
        ).fetchone() or (0, 0)
        broken_count = faulty_count + len(reading.broken)
        if reading.row_count != sound_count + broken_count:
            raise Refused(
                f"{reading.row_count} rows came in, but {sound_count} + {broken_count} "
                "would go out; please report this file as a bug"
            )
        done = _as(
            outcome,
            status="landed",
            row_count=reading.row_count,
            landed_count=sound_count,
            quarantined_count=broken_count,
            held_count=sum(row.is_held for row in reading.broken),
            new_columns=() if mapped else tuple(reading.new_columns),
            schema_fingerprint=drift.fingerprint(reading.found, declared),
            column_names=tuple(reading.found),
            delimiter=reading.delimiter,
        )
        record_keys: dict[int, str] = {}
        if table and table.is_full_export:
            self.exports.judge(source, table, done, reading, self.report)
            record_keys = self._record_keys(table)
        self.keep(source, reading, outcome, table, mapped)
        if table and reading.is_inserted:
            self.inserted[source.name, table.name].append(done)
        unfit = Counter[tuple[str, str]]()
        broken = self.broken_in(reading)
        while some := list(islice(broken, _ROWS)):
            ledger.add_broken(self.con, outcome, some, record_keys)
            unfit.update((row.column, row.reason) for row in some if row.column)
        self.report.changes += self.drift.of(done, reading, declared, unfit)
        return done

    def keep(
        self,
        source: Source,
        reading: Reading,
        outcome: FileOutcome,
        table: Table | None,
        mapped: Mapping | None,
    ) -> None:
        """Puts the sound rows of ``work.parsed`` aside for loading."""
        if mapped:
            self._keep_mapped(mapped, outcome)
        elif table:
            self._keep(source, table, reading, outcome)

    def broken_in(self, reading: Reading) -> Iterator[Broken]:
        """The rows that may not land, with their raw text."""
        yield from reading.broken
        texts = reading.raw_texts()
        with self.con.cursor() as own:
            own.execute(
                "select _row_number, _line_number, _fault from work.parsed"
                " where _fault is not null order by 1"
            )
            while faulty := own.fetchmany(_ROWS):
                for row, line, fault in faulty:
                    column, reason = reading.faults[fault]
                    of_text = next(texts)
                    assert of_text.row_number == row, "texts come in order of their rows"
                    line = line or of_text.line_number
                    yield Broken(row, line, column, reason, of_text.raw_text)

    def _record_keys(self, table: Table) -> dict[int, str]:
        """Keys of broken rows that still tell theirs, by row number."""
        found = self.con.execute(
            f"select _row_number, {record_key(table)} as record_key from work.parsed"
            " where _fault is not null and record_key <> ''"
        ).fetchall()
        return {int(row): str(key) for row, key in found}

    def _sound(self, outcome: FileOutcome) -> str:
        return (
            "select * exclude (_fault, _line_number),"
            f" {literal(outcome.file_sha256)} as _file_sha256,"
            f" {literal(self.report.load_id)} as _load_id"
            " from work.parsed where _fault is null"
        )

    def _keep(self, source: Source, table: Table, reading: Reading, outcome: FileOutcome) -> None:
        if reading.is_inserted:
            return
        target = self._target(source, table.name)
        for name in reading.new_columns:
            self.con.execute(
                f"alter table {target} add column if not exists {quoted(name)} varchar"
            )
        named = f"{literal(outcome.source_name)} as source_name," if source is TEMPLATE else ""
        self.con.execute(
            f"insert into {target} by name select {named} * from ({self._sound(outcome)})"
        )

    def _inserted_into(self, source: Source, table: Table, outcome: FileOutcome) -> Target:
        """The raw table that takes a large file's rows at once, under a load that is open."""
        self._open()
        self.inserted.setdefault((source.name, table.name), [])
        lineage = {"_file_sha256": outcome.file_sha256, "_load_id": self.report.load_id}
        if source is TEMPLATE:
            lineage["source_name"] = outcome.source_name
        (database,) = self.con.execute("select current_database()").fetchone() or ("",)
        name = f"{quoted(database)}.{source.dataset}.{quoted(table.name)}"
        return Target(name, lineage)

    def _keep_mapped(self, mapped: Mapping, outcome: FileOutcome) -> None:
        for concept in mapped.concepts:
            target = self._target(TEMPLATE, concept.name)
            self.con.execute(
                mapped.statement(concept, outcome.source_name, self._sound(outcome), target)
            )

    def _target(self, source: Source, table_name: str) -> str:
        target = f"work.{quoted(f'{source.name}.{table_name}')}"
        if (source.name, table_name) not in self.filled:
            self.filled[source.name, table_name] = source
            columns = ledger.raw_columns(source, table_name)
            spelled = ", ".join(f"{quoted(name)} {kind}" for name, kind in columns)
            self.con.execute(f"create table {target} ({spelled})")
        return target

    # -- writing

    def load(self, console: Console) -> None:
        """Loads the sound rows and writes the ledger: all of the run, or nothing."""
        if not self.written:
            return
        self.con.execute("reset threads")
        with self.loading("land", console), ledger.transaction(self.con):
            ledger.write_files(self.con, self.report.load_id, self.written, self.replaced)
            self.report.gone = self.exports.write(self.report.load_id)
            ledger.write_changes(self.con, self.report.load_id, self.report.changes)
            ledger.end_load(self.con, self.report.load_id)

    @contextmanager
    def loading(self, kind: ledger.LoadKind, console: Console) -> Iterator[None]:
        """Loads the sound rows, then lets the caller write the ledger.

        If either fails, all of the run is undone: now, or, where the disk is full or the
        database gave up, before the next run begins.
        """
        try:
            self._open(kind)
            for source in (*TOOLS.values(), TEMPLATE):
                tables = self._filled_tables(source)
                if tables:
                    console.say(f"Loading {source.dataset} ...")
                    loader.load(self.con, source, tables, self.state, self.work)
                inserted = [table for name, table in self.inserted if name == source.name]
                for table in dict.fromkeys([*tables, *inserted]):
                    self._verify(source, table)
            yield
        except Exception as error:
            with suppress(duckdb.Error):
                ledger.undo_unfinished(self.con)
            if isinstance(error, VerbError):
                raise
            raise VerbError(
                f"Loading failed: {_root_of(error)}. Nothing of this run was kept. Next: "
                "mend the cause, then run cdp land again."
            ) from error

    def _open(self, kind: ledger.LoadKind = "land") -> None:
        """Opens the load; from then on, what a killed run leaves is told by its id."""
        if not self.is_open:
            ledger.start_load(self.con, self.report.load_id, kind, self.accept)
            self.is_open = True

    def undo(self) -> None:
        """Takes back what large files have put into raw tables, if the database lets us."""
        if self.is_open:
            with suppress(duckdb.Error):
                ledger.undo_unfinished(self.con)

    def _filled_tables(self, source: Source) -> list[str]:
        return [
            table
            for name, table in self.filled
            if name == source.name
            and self.con.execute(
                f"select 1 from work.{quoted(f'{name}.{table}')} limit 1"
            ).fetchone()
        ]

    def _accepted(self, source: Source, table: str) -> str:
        """SQL: the files whose rows are to lie in a raw table, with how many."""
        counts = [
            f"select {literal(file.file_sha256)} as _file_sha256, {file.landed_count} as row_count"
            for file in self.inserted.get((source.name, table), [])
            if file.landed_count
        ]
        if (source.name, table) in self.filled:
            counts.append(
                "select _file_sha256, count(*) as row_count"
                f" from work.{quoted(f'{source.name}.{table}')} group by 1"
            )
        nothing = "select null as _file_sha256, null as row_count where false"
        return " union all ".join(counts or [nothing])

    def _verify(self, source: Source, table: str) -> None:
        """What lies in the warehouse is what was accepted, file by file."""
        differing = self.con.execute(
            f"""
            select count(*)
            from (
                select _file_sha256, sum(row_count) as row_count
                from ({self._accepted(source, table)}) group by 1
            ) as accepted
            full join (
                select _file_sha256, count(*) as row_count
                from {source.dataset}.{quoted(table)}
                where _load_id = {literal(self.report.load_id)} group by 1
            ) as loaded using (_file_sha256)
            where accepted.row_count is distinct from loaded.row_count
            """
        ).fetchone()
        if differing and differing[0]:
            raise VerbError(
                f"{source.dataset}.{table}: {differing[0]} files have other row counts in "
                "the warehouse than were accepted. Next: report this as a bug."
            )


def _is_zip(file: File) -> bool:
    return file.name.lower().endswith(".zip")


def _feeds(drop: Drop, file: File, mapping: Mapping | None) -> tuple[Table | None, Mapping | None]:
    """The table that a file is of, or the mapping that reads it, by its name."""
    name = PurePosixPath(file.name)
    if mapping and mapping.reads(name.name):
        return None, mapping
    return folders.table_of(drop.source, name), None


def _is_stray(drop: Drop, file: File) -> bool:
    """Whether it is JSON of a tool, but none that a table holds."""
    name = PurePosixPath(file.name)
    form = folders.format_of(name)
    if drop.source is TEMPLATE or form is None or form[1] not in ("json", "jsonl"):
        return False
    is_companion = name.name.lower() in drop.source.companions
    return not is_companion and folders.table_of(drop.source, name) is None


def _no_name(drop: Drop) -> str:
    words = "concept or mapping" if drop.source is TEMPLATE else "file name"
    return f"no {words} of {drop.source.name} matches this file"


def _unread(drop: Drop, file: File | None) -> FileOutcome:
    """A file, or a whole drop folder, as long as its bytes are not here: refused."""
    return FileOutcome(
        source_name=drop.source_name,
        tool=drop.source.name,
        table_name="",
        file_path=file.name if file else "",
        file_sha256="",
        byte_count=0,
        status="refused",
        url=file.url if file else str(drop.place),
    )


def _as(outcome: FileOutcome, **changes: object) -> FileOutcome:
    return replace(outcome, **changes)  # type: ignore[arg-type]


def _root_of(error: BaseException) -> str:
    while error.__cause__ is not None:
        error = error.__cause__
    return " ".join(str(error).split())[:300]
