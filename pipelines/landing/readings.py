"""What a reader hands to the engine: a file split into rows, each with its fault if any."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple

#: Bytes of a spool that stay in memory.
_IN_MEMORY = 1 << 20
#: Rows that are written to it at a time.
_AT_A_TIME = 1_000

#: What the bytes of a file are: rows that land, rows that do not, the header (of JSON: all
#: around the records), blank lines, and what is declared to be no record: lines before the
#: header, total rows.
Fate = Literal["landed", "quarantined", "header", "blank", "no record"]


class Refused(Exception):
    """A file as a whole cannot be read; the message says where, why and what to do.

    missing_columns: the required columns it lacks, if that is why.
    """

    def __init__(self, reason: str, missing_columns: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.missing_columns = tuple(missing_columns)


class Broken(NamedTuple):
    """A row that goes to quarantine, with its place in the file.

    is_held: nothing is wrong with it, but it may be cut off until the whole file is here.
    """

    row_number: int
    line_number: int | None
    column: str | None
    reason: str
    raw_text: str
    is_held: bool = False


class Spool:
    """Broken rows of one file in their order, on disk where they are many: a file may be
    any size, and all of its rows may be broken.
    """

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+b", dir=str(folder))  # noqa: SIM115
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def extend(self, rows: Iterable[Broken]) -> None:
        rest = iter(rows)
        while some := list(islice(rest, _AT_A_TIME)):
            self._file.write(json.dumps(some).encode() + b"\n")
            self._count += len(some)

    def append(self, row: Broken) -> None:
        self.extend([row])

    def __iter__(self) -> Iterator[Broken]:
        """All of it, once it is complete; one at a time may look through it."""
        self._file.seek(0)
        for line in self._file:
            for values in json.loads(line):
                yield Broken(*values)


@dataclass
class Reading:
    """One file, split. Its rows lie in the table ``work.parsed``, all text.

    work.parsed has the columns named in ``columns``, ``_row_number``, ``_line_number`` and
    ``_fault``: null for a row that may land, else an index into ``faults``.
    row_count: records in the file, broken ones included.
    broken: records that could not even be split into columns; not in ``work.parsed``.
    raw_texts: gives the faulty rows of ``work.parsed`` with their raw texts, in order of
        their numbers; of what is wrong with them, only ``_fault`` tells.
    found: the file's own words for its columns, in its order.
    delimiter: what parts the values of a raw text; None where it is a JSON object.
    is_inserted: its sound rows lie in their raw table already.
    byte_counts: what became of every byte of the plain text; see Fate.
    """

    columns: list[str]
    row_count: int
    faults: list[tuple[str | None, str]]
    raw_texts: Callable[[], Iterator[Broken]]
    new_columns: list[str] = field(default_factory=list)
    broken: list[Broken] | Spool = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    delimiter: str | None = None
    is_inserted: bool = False
    byte_counts: dict[Fate, int] = field(default_factory=dict)
