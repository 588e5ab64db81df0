"""What a landing run did, for people within 80 columns and for machines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class FileOutcome:
    """One file's fate: landed, already (landed before), refused or ignored.

    rows = landed + quarantined, for every file that was read. url: where it lies, if not
    on this machine.
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

    @property
    def label(self) -> str:
        """What people know the file by."""
        return self.url or f"{self.source_name}/{self.file_path}"


@dataclass
class LandingReport:
    """All files a run looked at, in order. places: URLs of the drop folders elsewhere."""

    load_id: str
    files: list[FileOutcome] = field(default_factory=list)
    undone_loads: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
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

    def new_columns(self) -> dict[tuple[str, str], tuple[list[str], int]]:
        """Undeclared columns per drop folder and table, and how many files had some."""
        found: dict[tuple[str, str], tuple[list[str], int]] = {}
        for file in self.of("landed"):
            if file.new_columns:
                columns, count = found.get((file.source_name, file.table_name), ([], 0))
                columns += [name for name in file.new_columns if name not in columns]
                found[file.source_name, file.table_name] = (columns, count + 1)
        return found

    def payload(self) -> dict[str, Any]:
        return {
            "load_id": self.load_id,
            "seconds": round(self.seconds, 2),
            "places": self.places,
            "sources": self.by_source(),
            "refused": [asdict(file) for file in self.refused],
            "quarantined": [asdict(f) for f in self.of("landed") if f.quarantined_count],
            "new_columns": {
                f"{source}.{table}": columns
                for (source, table), (columns, _) in self.new_columns().items()
            },
            "undone_loads": self.undone_loads,
        }

    def lines(self) -> Iterator[str]:
        if self.undone_loads:
            yield "An earlier run was cut off; what it had begun was undone and read anew."
        for place in self.places:
            yield from wrapped(f"from {place}")
        if not self.files:
            yield "No files to land. All raw tables are there."
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
        for (source, table), (columns, files) in self.new_columns().items():
            yield from wrapped(
                f"new in {source} {table}: {', '.join(columns)} (landed as text, {files} "
                f"{'file' if files == 1 else 'files'})"
            )
        ignored = self.of("ignored")
        if ignored:
            names = ", ".join(file.label for file in ignored[:3])
            more = ", ..." if len(ignored) > 3 else ""
            yield from wrapped(f"{len(ignored)} files are no table's: {names}{more}")
        if self.quarantined_rows:
            yield from wrapped(
                f"{self.quarantined_rows:,} rows are in quarantine. Next: cdp quarantine list"
            )


def shortened(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def wrapped(text: str, width: int = 80) -> list[str]:
    """Lines of at most 80 columns, continued with two blanks."""
    import textwrap

    return textwrap.wrap(
        text, width, subsequent_indent="  ", break_long_words=True, break_on_hyphens=False
    )
