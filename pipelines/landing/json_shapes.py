"""Which keys records have, guessed from a few of them, and SQL that proves the guess of each.

A record's values are put together again in the order that the guess says. Only where that
is the record's own text, byte for byte, nothing was lost on the way: no number spelled
anew, no key unknown, none twice. A wrong guess costs time, and never a value.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipelines.landing.kinds import literal, quoted

#: Shapes that are tried on each record: the commonest.
_MOST = 8

#: How values of a key are written: a text as it is, a text with escapes, null, or whatever
#: else has no quotes around it.
Form = Literal["text", "escaped", "null", "bare"]


@dataclass(frozen=True)
class Shape:
    """The keys of a record in their order, each with the forms that its values were seen in."""

    forms: Mapping[str, frozenset[Form]]

    def holds_text(self, key: str) -> bool:
        """Whether a record of this shape has a text there, or null."""
        return "bare" not in self.forms[key]

    def rebuilt(self, values: str) -> str:
        """SQL: a record put together again. values: SQL of its values, a struct of texts."""
        parts, said = [], "{"
        for key, forms in self.forms.items():
            value = f"{values}.{quoted(key)}"
            said += f"{_spelled(key)}:"
            if forms == {"text"}:  # the commonest by far, in as few parts as can be
                parts += [literal(f'{said}"'), value]
                said = '",'
            else:
                parts += [literal(said), self._any_form(key, value)]
                said = ","
        return f"concat({', '.join([*parts, literal(said[:-1] + '}')])})"

    def _any_form(self, key: str, value: str) -> str:
        forms = self.forms[key]
        if self.holds_text(key):
            is_escaped = "escaped" in forms
            value = (
                f"cast(to_json({value}) as varchar)" if is_escaped else f"'\"' || {value} || '\"'"
            )
        return f"coalesce({value}, 'null')" if "null" in forms else value


@dataclass(frozen=True)
class Guess:
    """What some records say of all. keys: any that one of them has."""

    keys: frozenset[str]
    shapes: tuple[Shape, ...]

    @property
    def shaped_keys(self) -> list[str]:
        """Keys of the shapes, in order of their names."""
        return sorted({key for shape in self.shapes for key in shape.forms})

    def is_proven(self, text: str, values: str) -> str:
        """SQL: whether a valid JSON text is a record of one of the shapes.

        One that begins as the rebuilt record does goes on with blanks at most: what was
        rebuilt is whole, and no JSON has anything behind that.
        """
        cases = (f"when starts_with({text}, {s.rebuilt(values)}) then true" for s in self.shapes)
        return f"case {' '.join(cases)} else false end"

    def always_text(self, key: str) -> bool:
        """Whether every proven record that has the key has a text there, or null."""
        return all(s.holds_text(key) for s in self.shapes if key in s.forms)

    def never_text(self, key: str) -> bool:
        """Whether no proven record has a text there."""
        return not any(s.holds_text(key) for s in self.shapes if key in s.forms)


def guessed(texts: Iterable[str]) -> Guess:
    """From records; those that DuckDB would write otherwise give no shape."""
    keys: set[str] = set()
    counts: Counter[tuple[str, ...]] = Counter()
    seen: dict[tuple[str, ...], dict[str, set[Form]]] = {}
    for text in texts:
        record, is_plain = _record(text)
        keys.update(record)
        if not (record and is_plain and all(map(str.isprintable, record))):
            continue
        names = tuple(record)
        counts[names] += 1
        forms = seen.setdefault(names, {key: set() for key in names})
        for key, value in record.items():
            forms[key].add(_form(value))
    return Guess(
        frozenset(keys),
        tuple(
            Shape({key: frozenset(forms) for key, forms in seen[names].items()})
            for names, _ in counts.most_common(_MOST)
        ),
    )


def _record(text: str) -> tuple[dict[str, Any], bool]:
    """The record, empty where it is none, and whether its text is written plainly."""
    try:
        record = json.loads(text)
        is_plain = _spelled(record) == text
    except (ValueError, RecursionError):
        return {}, False
    return (record, is_plain) if isinstance(record, dict) else ({}, False)


def _form(value: Any) -> Form:
    if value is None:
        return "null"
    if not isinstance(value, str):
        return "bare"
    return "text" if _spelled(value) == f'"{value}"' else "escaped"


def _spelled(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
