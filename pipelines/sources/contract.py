"""The words in which a source module declares what a tool's export holds.

A source knows its tool and nothing else: no environment, no warehouse, no other tool.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

Kind = Literal["text", "integer", "decimal", "timestamp", "date", "boolean", "json"]
KINDS: tuple[Kind, ...] = get_args(Kind)

#: Columns that landing adds to every raw table: file, record within it, landing run.
LINEAGE = ("_file_sha256", "_row_number", "_load_id")

#: In raw tables of full exports also: the landing run whose export lacked the record.
MISSING_SINCE = "_missing_since"

_TRANSCRIPTIONS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)


@cache
def snake_case(name: str) -> str:
    """The column name of a tool's own word: ``createdAt`` -> ``created_at``.

    Umlauts are transcribed, so that ``Größe`` and ``Grüße`` stay two columns; a leading
    underscore goes, because those names are the lineage's.
    """
    words = name.strip().translate(_TRANSCRIPTIONS)
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", words)
    words = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", words)
    words = re.sub(r"\W+", "_", words).lower().strip("_")
    words = re.sub(r"_+", "_", words)
    return f"c{words}" if words[:1].isdigit() else words


@dataclass(frozen=True)
class Column:
    """A field of an export: the tool's word for it and what its values must look like.

    required: a file without it is refused. filled: a row without a value is quarantined.
    format: how its dates or times are written, where that is not the file's way; see Csv.
    """

    header: str
    kind: Kind = "text"
    required: bool = False
    filled: bool = False
    format: str | None = None

    @property
    def name(self) -> str:
        return snake_case(self.header)


_SHORT = re.compile(
    rf"(?P<header>.+?)(?P<mark>[!*]?)(?: (?P<kind>{'|'.join(KINDS)})(?: (?P<format>%.+))?)?"
)


def fields(*declarations: str) -> tuple[Column, ...]:
    """Columns in short: ``"id!"``, ``"Lineitem price decimal"``, ``"Tag* date %d.%m.%Y"``.

    ``!`` every row must have a value; ``*`` the file must have the column; then the kind,
    text if there is none, and the format of a date or time. A header whose last word is a
    kind needs its kind written out: ``"Order date date"``.
    """
    return tuple(_field(declaration) for declaration in declarations)


def _field(declaration: str) -> Column:
    match = _SHORT.fullmatch(declaration)
    assert match is not None, declaration
    kind: Kind = next(each for each in KINDS if each == (match["kind"] or "text"))
    return Column(
        header=match["header"],
        kind=kind,
        required=bool(match["mark"]),
        filled=match["mark"] == "!",
        format=match["format"],
    )


@dataclass(frozen=True)
class Csv:
    r"""A dialect of ``.csv``, ``.tsv`` and ``.txt``; nothing in it is guessed from values.

    delimiter: ``"\t"`` or any one character. None: the header decides between comma and
        semicolon; ``.tsv`` is parted by tabs.
    decimal, thousands: ``1.234,56`` is ``decimal=","``, where a thousands dot may stand;
        ``1,234.56`` is ``thousands=","``. Staging reads them with ``to_decimal_german``
        and ``to_decimal(column, thousands=",")``.
    encoding: any that Python knows, such as cp1252 or utf-16. A byte order mark is let pass.
    quoted: False where quotes are plain text, as in most tab-parted reports.
    quoted_newlines: a quoted value may run over several lines. Off by default, because one
        broken quote then can glue two rows together.
    skip_lines: lines before the header. They are no records.
    total_row: a regular expression; a line that it matches as a whole is no record, such as
        ``"Summe;.*"``. Without it a total row is a row like any other.
    date_format, timestamp_format: how days and times are written, in the words of strptime
        (``%d.%m.%Y``, ``%d.%m.%Y %H:%M``, ``%-m/%-d/%y %-I:%M %p``, ``%Y-%m-%d %H:%M:%S %z``);
        pipelines.landing.kinds lists the words. None: ISO 8601. Raw keeps the text; staging
        reads it with ``to_date(column, format=...)`` and
        ``to_timestamp_utc(column, zone=..., format=...)``.
    time_zone: where times without an offset were read off the clock. A time that never was
        (02:30 when clocks go forward) is quarantined; one that was twice is the first.
    """

    delimiter: str | None = None
    decimal: Literal[".", ","] = "."
    encoding: str = "utf-8"
    quoted_newlines: bool = False
    thousands: str | None = None
    quoted: bool = True
    skip_lines: int = 0
    total_row: str | None = None
    date_format: str | None = None
    timestamp_format: str | None = None
    time_zone: str | None = None

    def format_of(self, column: Column) -> str | None:
        """The format of a column's values; None for ISO 8601 and for other kinds."""
        by_kind = {"date": self.date_format, "timestamp": self.timestamp_format}
        return column.format or by_kind.get(column.kind)


@dataclass(frozen=True)
class Json:
    """Documents whose records are the list under ``list_key``, a bare list, or lines.

    A dot in the key leads further in: ``_embedded.items``.
    ``.jsonl`` and ``.ndjson`` hold one record a line; lines: ``.json`` does too.
    one_key: where a reply about a single record has it; its file is named so
        (``order.json``, ``order-1001.json``).
    page: where a document says what its records do not, such as ``links.self``: columns
        of these names, which every record of it gets, in front of its own keys.
    """

    list_key: str | None = None
    lines: bool = False
    one_key: str | None = None
    page: tuple[str, ...] = ()


@dataclass(frozen=True)
class Excel:
    """A workbook (``.xlsx``, ``.xls``, ``.xlsb``, ``.ods``), one sheet of it.

    Its cells land as the text that a CSV of the same table would hold: days and times in
    the table's formats (ISO 8601 if it declares none), numbers with its decimal sign and
    without float noise, true and false as words. A number in a date column is a serial day.
    sheet: its name. None: the only sheet; a workbook with several is refused.
    skip_lines: rows before the header.
    """

    sheet: str | None = None
    skip_lines: int = 0


@dataclass(frozen=True)
class Table:
    """One raw table, and the files that feed it: ``<stem>*`` in a format it declares.

    Each format may be gzipped (``orders.csv.gz``), and a ``.zip`` holds such files.
    key: headers that name a record; empty where each row is a statement of its own.
    version: header that tells which statement of a record is newer, in the tool's words.
    is_full_export: every file holds all records there are, so what is missing is gone.
    shrink_limit: share of the records that a full export may lose before it is refused.
    """

    name: str
    columns: tuple[Column, ...]
    csv: Csv | None = None
    json: Json | None = None
    excel: Excel | None = None
    parquet: bool = False
    stem: str = ""
    key: tuple[str, ...] = ()
    version: str | None = None
    is_full_export: bool = False
    shrink_limit: float = 0.2

    def reads(self, stem: str) -> bool:
        """Whether a file name (lower case, without suffixes) is this table's."""
        own = self.stem or self.name
        one = self.json.one_key if self.json else None
        if one and (stem == one or stem.startswith(f"{one}-")):
            return True
        return stem.startswith(own) and not stem[len(own) :][:1].isalpha()


@dataclass(frozen=True)
class Source:
    """A tool: its name, its raw tables, and files that may lie beside them unread."""

    name: str
    tables: tuple[Table, ...]
    companions: tuple[str, ...] = ()

    @property
    def dataset(self) -> str:
        return f"raw_{self.name}"

    def table(self, name: str) -> Table:
        return next(table for table in self.tables if table.name == name)
