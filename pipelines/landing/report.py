"""What a landing run did, for people within 80 columns and for machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any, Literal

from pipelines.sources import TOOLS


@dataclass(frozen=True)
class FileOutcome:
    """One file's fate: landed, already (landed before), refused or ignored.

    rows = landed + quarantined, for every file that was read; held rows are quarantined
    ones that only wait for the rest of their file. url: where it lies, if not on this
    machine. contract_sha256: the mapping it was read by. column_names: the file's own
    words, in its order. delimiter: what parts a row's values; None where rows are JSON.
    supersedes: hashes of shorter files whose bytes this one begins with. A file that was
    read, but is no table's, has no table_name, and all of its rows are quarantined.
    """

    source_name: str
    tool: str
    table_name: str
    file_path: str
    file_sha256: str
    byte_count: int
    status: str
    row_count: int = 0
    landed_count: int = 0
    quarantined_count: int = 0
    reason: str | None = None
    new_columns: tuple[str, ...] = ()
    url: str | None = None
    held_count: int = 0
    contract_sha256: str | None = None
    schema_fingerprint: str | None = None
    column_names: tuple[str, ...] = ()
    delimiter: str | None = None
    supersedes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What people know the file by."""
        return self.url or f"{self.source_name}/{self.file_path}"

    @property
    def is_stray(self) -> bool:
        return self.status == "landed" and not self.table_name

    def brief(self) -> dict[str, Any]:
        """What a run report says of it."""
        left_out = ("contract_sha256", "column_names", "delimiter")
        return {key: value for key, value in asdict(self).items() if key not in left_out}


#: What may be said of a column, or of a full export as a whole.
Change = Literal["new_column", "vanished_column", "missing_column", "unfit_values", "shrunk_export"]


@dataclass(frozen=True)
class SchemaChange:
    """What is not as declared or not as before, and what was decided about it."""

    file: FileOutcome
    column_name: str
    change: Change
    decision: str
    row_count: int | None = None


@dataclass
class LandingReport:
    """All files a run looked at, in order. places: URLs of the drop folders elsewhere.

    root: the folder or URL of all other drop folders.
    unfinished: files that somebody was still writing, left for the next run.
    repeated: rows of earlier readings of these files whose repairs landed once more.
    """

    load_id: str
    files: list[FileOutcome] = field(default_factory=list)
    root: str = ""
    undone_loads: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    changes: list[SchemaChange] = field(default_factory=list)
    gone: dict[tuple[str, str], int] = field(default_factory=dict)
    repeated: int = 0
    unfinished: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def of(self, status: str, source_name: str | None = None) -> list[FileOutcome]:
        return [
            file
            for file in self.files
            if file.status == status and source_name in (None, file.source_name)
        ]

    @property
    def refused(self) -> list[FileOutcome]:
        return self.of("refused")

    @property
    def landed_rows(self) -> int:
        return sum(file.landed_count for file in self.of("landed"))

    @property
    def quarantined_rows(self) -> int:
        return sum(file.quarantined_count for file in self.of("landed"))

    def strays(self) -> dict[str, list[FileOutcome]]:
        """Files read anew that are no table's, by drop folder."""
        found: dict[str, list[FileOutcome]] = {}
        for file in self.files:
            if file.is_stray:
                found.setdefault(file.source_name, []).append(file)
        return found

    def has_repeated(self, landed: Mapping[tuple[str, str], int]) -> None:
        """Corrects the counts by repairs made anew: by drop folder and hash, how many rows."""
        self.repeated += sum(landed.values())
        for at, file in enumerate(self.files):
            count = landed.get((file.source_name, file.file_sha256), 0)
            if count and file.status == "landed":
                self.files[at] = replace(
                    file,
                    landed_count=file.landed_count + count,
                    quarantined_count=file.quarantined_count - count,
                )

    def by_source(self) -> dict[str, dict[str, int]]:
        """Counts per drop folder."""
        counts: dict[str, dict[str, int]] = {}
        for file in self.files:
            of = counts.setdefault(
                file.source_name,
                dict.fromkeys(
                    (
                        "files_landed",
                        "files_already",
                        "files_refused",
                        "files_ignored",
                        "rows",
                        "rows_landed",
                        "rows_quarantined",
                    ),
                    0,
                ),
            )
            of[f"files_{file.status}"] += 1
            if file.status == "landed":
                of["rows"] += file.row_count
                of["rows_landed"] += file.landed_count
                of["rows_quarantined"] += file.quarantined_count
        return counts

    def decisions(self) -> list[dict[str, Any]]:
        """What was decided about columns and full exports, with how many files and rows."""
        found: dict[tuple[str, ...], dict[str, Any]] = {}
        for change in self.changes:
            told = {
                "source_name": change.file.source_name,
                "table_name": change.file.table_name,
                "change": change.change,
                "column_name": change.column_name,
                "decision": change.decision,
            }
            one = found.setdefault(tuple(told.values()), {**told, "files": 0})
            one["files"] += 1
            if change.row_count is not None:
                one["rows"] = one.get("rows", 0) + change.row_count
        return list(found.values())

    def payload(self) -> dict[str, Any]:
        return {
            "load_id": self.load_id,
            "seconds": round(self.seconds, 2),
            "places": self.places,
            "sources": self.by_source(),
            "refused": [file.brief() for file in self.refused],
            "quarantined": [f.brief() for f in self.of("landed") if f.quarantined_count],
            "decisions": self.decisions(),
            "repeated_repairs": self.repeated,
            "unfinished": self.unfinished,
            "gone": {f"{tool}.{table}": count for (tool, table), count in self.gone.items()},
            "undone_loads": self.undone_loads,
        }

    def lines(self) -> Iterator[str]:
        if self.undone_loads:
            yield "An earlier run was cut off; what it had begun was undone and read anew."
        for place in self.places:
            yield from wrapped(f"from {place}")
        if self.unfinished:
            names = ", ".join(self.unfinished[:3]) + (", ..." if self.unfinished[3:] else "")
            files = counted(len(self.unfinished), "file")
            yield from wrapped(f"{files} still being written, left for the next run: {names}")
        if not self.files:
            yield from wrapped(f"No files to land in {self.root}. All raw tables are there.")
            return
        yield (
            f"{'source':<20}{'new':>6}{'already':>9}{'refused':>9}{'landed':>13}{'quarantined':>13}"
        )
        for source, count in self.by_source().items():
            yield (
                f"{shortened(source, 19):<20}{count['files_landed']:>6}"
                f"{count['files_already']:>9}{count['files_refused']:>9}"
                f"{count['rows_landed']:>13,}{count['rows_quarantined']:>13,}"
            )
        yield from self.decision_lines()
        ignored = self.of("ignored")
        if ignored:
            names = ", ".join(file.label for file in ignored[:3])
            more = ", ..." if len(ignored) > 3 else ""
            yield from wrapped(f"{counted(len(ignored), 'file')} of no known table: {names}{more}")
        for source in dict.fromkeys(file.source_name for file in (*self.refused, *ignored)):
            if tool := _meant_by(source):
                yield from wrapped(
                    f"{source} is no tool, and its files were read as template files. Next: if "
                    f"they are {tool}'s, call the folder {tool}"
                )
        for source, strays in self.strays().items():
            rows = counted(sum(file.row_count for file in strays), "row")
            names = ", ".join(PurePosixPath(file.file_path).name for file in strays[:3])
            more = ", ..." if len(strays) > 3 else ""
            yield from wrapped(
                f"{rows} of {counted(len(strays), 'file')} of {source} that no table holds, kept"
                f" in quarantine: {names}{more}"
            )
        if self.repeated:
            rows = counted(self.repeated, "row")
            yield f"{rows} repaired earlier landed as repaired, once more."
        if self.quarantined_rows:
            rows = counted(self.quarantined_rows, "row")
            yield from wrapped(f"{rows} in quarantine. Next: cdp quarantine list")

    def decision_lines(self, width: int = 80) -> Iterator[str]:
        """What was decided about columns and full exports; a refusal tells its own."""
        columns: dict[str, list[str]] = {}
        for decision in self.decisions():
            place = f"{decision['source_name']} {decision['table_name']}"
            what, files = decision["decision"], counted(decision["files"], "file")
            if decision["change"] in ("new_column", "vanished_column"):
                word = "new in" if decision["change"] == "new_column" else "gone from"
                told = f"{word} {place} ({what}, {files}):"
                columns.setdefault(told, []).append(decision["column_name"])
            elif decision["change"] == "unfit_values":
                yield from wrapped(f"{place}: {counted(decision['rows'], 'row')} {what}", width)
            elif decision["change"] == "shrunk_export":
                yield from wrapped(f"{place}: {what}", width)
        for told, names in columns.items():
            yield from wrapped(f"{told} {', '.join(names)}", width)
        for (tool, table), count in self.gone.items():
            records = counted(count, "record")
            yield from wrapped(
                f"{tool} {table}: the newest full export lacks {records}; marked as gone", width
            )


def counted(count: int, noun: str) -> str:
    """``1 row``, ``1,234 rows``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def shortened(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _meant_by(source_name: str) -> str | None:
    """The tool whose name a drop folder nearly bears."""
    near = get_close_matches(source_name.lower(), TOOLS, n=1, cutoff=0.8)
    return near[0] if near and source_name not in TOOLS else None


def wrapped(text: str, width: int = 80) -> list[str]:
    """Lines of at most 80 columns, continued with two blanks."""
    import textwrap

    return textwrap.wrap(
        text, width, subsequent_indent="  ", break_long_words=True, break_on_hyphens=False
    )
