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
    """

    header: str
    kind: Kind = "text"
    required: bool = False
    filled: bool = False

    @property
    def name(self) -> str:
        return snake_case(self.header)


def fields(*declarations: str) -> tuple[Column, ...]:
    """Columns in short: ``"id!"``, ``"total_price decimal"``, ``"MENGE* decimal"``.

    ``!`` every row must have a value; ``*`` the file must have the column; the word after
    it is the kind, text if there is none.
    """
    return tuple(_field(declaration) for declaration in declarations)


def _field(declaration: str) -> Column:
    word, _, kind = declaration.partition(" ")
    known: Kind = next(each for each in KINDS if each == (kind or "text"))
    return Column(
        header=word.rstrip("!*"),
        kind=known,
        required=word.endswith(("!", "*")),
        filled=word.endswith("!"),
    )


@dataclass(frozen=True)
class Csv:
    """A dialect. Without a delimiter the header decides between comma and semicolon.

    quoted_newlines: a quoted value may run over several lines. Off by default, because
    one broken quote then can glue two rows together.
    """

    delimiter: str | None = None
    decimal: Literal[".", ","] = "."
    encoding: str = "utf-8"
    quoted_newlines: bool = False


@dataclass(frozen=True)
class Json:
    """Documents whose records are the list under ``list_key``, a bare list, or lines.

    A dot in the key leads further in: ``_embedded.items``.
    """

    list_key: str | None = None


@dataclass(frozen=True)
class Table:
    """One raw table, and the files that feed it: ``<stem>*`` in a format it declares.

    key: headers that name a record; empty where each row is a statement of its own.
    version: header that tells which statement of a record is newer, in the tool's words.
    is_full_export: every file holds all records there are, so what is missing is gone.
    shrink_limit: share of the records that a full export may lose before it is refused.
    """

    name: str
    columns: tuple[Column, ...]
    csv: Csv | None = None
    json: Json | None = None
    parquet: bool = False
    stem: str = ""
    key: tuple[str, ...] = ()
    version: str | None = None
    is_full_export: bool = False
    shrink_limit: float = 0.2

    def reads(self, stem: str) -> bool:
        """Whether a file name (lower case, without suffixes) is this table's."""
        own = self.stem or self.name
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
