"""What a reader hands to the engine: a file split into rows, each with its fault if any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


class Refused(Exception):
    """A file as a whole cannot be read; the message says where, why and what to do."""


@dataclass(frozen=True)
class Broken:
    """A row that goes to quarantine, with its place in the file."""

    row_number: int
    line_number: int | None
    column: str | None
    reason: str
    raw_text: str


@dataclass
class Reading:
    """One file, split. Its rows lie in the table ``work.parsed``, all text.

    work.parsed has the columns named in ``columns``, ``_row_number``, ``_line_number`` and
    ``_fault``: null for a row that may land, else an index into ``faults``.
    row_count: records in the file, broken ones included.
    broken: records that could not even be split into columns; not in ``work.parsed``.
    raw_texts: gives the raw text (and line) of rows, by row number.
    """

    columns: list[str]
    row_count: int
    faults: list[tuple[str | None, str]]
    raw_texts: Callable[[set[int]], dict[int, tuple[int | None, str]]]
    new_columns: list[str] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
