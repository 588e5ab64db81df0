"""Splits a JSON document into the elements of its list, a stretch at a time.

Only brackets and quotes are looked at, so one element that is no JSON does not spoil the
others; what stands around the list is parsed as the document it must be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from pipelines.landing.readings import Refused
from pipelines.landing.snapshots import LONGEST_LINE, Stream

#: Bytes that are looked at in one go.
_STRETCH = 8 << 20
#: Bytes that may stand before the list, and after it.
_LONGEST_ENVELOPE = 64 << 20
_BLANK = b" \t\r\n"
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.S)
_MARKS = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\]]|"', re.S)
_SCALAR = re.compile(rb"[^\s,\]}]+(?=[\s,\]}])")


@dataclass(frozen=True)
class Elements:
    """Some elements of the list: their texts and the lines on which they begin."""

    texts: list[bytes]
    lines: list[int]


class _More(Exception):
    """The text read so far ends before the answer."""


class Splitter:
    """One pass over a document.

    Once it is over: envelope_bytes, what was no element; around, the document without its
    elements.
    """

    def __init__(self, stream: Stream, list_key: str | None, one_key: str | None = None) -> None:
        self._stream = stream
        self._one_key = one_key
        self._steps = (list_key or "").split(".") if list_key else []
        self._list_key = list_key
        self.envelope_bytes = 0
        self.around: Any = None

    def elements(self) -> Iterator[Elements]:
        """All elements, in order; Refused if the document is none, or lacks the list."""
        blocks = self._stream.blocks()
        head, rest = self._head(blocks)
        if rest is None:
            yield from self._only(head)
            return
        line = 1 + head.count(b"\n")
        element_bytes = list_lines = 0
        is_first = True
        while True:
            texts, starts, used, ended = _split(rest, is_first)
            if texts:
                yield Elements(texts, _lines_at(rest, starts, line + list_lines))
                element_bytes += sum(map(len, texts))
                is_first = False
            list_lines += rest.count(b"\n", 0, used)
            rest = rest[used:]
            if ended:
                break
            block = _stretch(blocks)
            if not block:
                place = self._place(head, rest, list_lines)
                raise Refused(f"{place}: the list never ends; copy or export the file again")
            if len(rest) > LONGEST_LINE:
                raise Refused(
                    f"line {line + list_lines}: a record is longer than "
                    f"{LONGEST_LINE >> 20} MB; export the file again"
                )
            rest += block
        for block in blocks:
            rest += block
            if len(rest) > _LONGEST_ENVELOPE:
                raise Refused("more than 64 MB follow the list; export the list alone")
        # The document around the list is JSON, and has the list once.
        self.around = _parsed(head + rest, len(head.decode()), list_lines)
        self.envelope_bytes = self._stream.byte_count - element_bytes

    def _only(self, text: bytes) -> Iterator[Elements]:
        """The one record of a document without the list; Refused if it has none."""
        found = self.around = _parsed(text)
        one = found.get(self._one_key) if self._one_key and isinstance(found, dict) else None
        if not isinstance(one, dict):
            self._refuse(found)
        start = _value_of(text, str(self._one_key), _skip_blank(text, 0)) or 0
        record = text[start : _end_of_value(text, start)]
        self.envelope_bytes = self._stream.byte_count - len(record)
        yield Elements([record], [1 + text.count(b"\n", 0, start)])

    def _head(self, blocks: Iterator[bytes]) -> tuple[bytes, bytes | None]:
        """What stands before the first element, and what has been read after it.

        The whole text, and None, where the document has no such list.
        """
        text = b""
        while True:
            block = _stretch(blocks)
            text += block
            try:
                start = _list_start(text, self._steps)
            except _More:
                if block and len(text) < _LONGEST_ENVELOPE:
                    continue
                start = None
            if start is None:
                return text + b"".join(blocks), None
            return text[:start], text[start:]

    def _refuse(self, found: Any) -> NoReturn:
        """Says why a document without the list is none of ours."""
        if not isinstance(found, dict):
            raise Refused("line 1: the document is neither an object nor a list; export it again")
        wanted = f"a list called {self._list_key!r}" if self._list_key else "a list of records"
        raise Refused(
            f"line 1: the document has no {wanted[2:]} (found: {', '.join(found)[:80]}); "
            f"export {wanted}, or a bare list"
        )

    def _place(self, head: bytes, rest: bytes, list_lines: int) -> str:
        column = len(rest) - len(rest.lstrip(_BLANK)) + 1
        if b"\n" in rest[:column]:
            list_lines += rest.count(b"\n", 0, column)
            column -= rest.rfind(b"\n", 0, column) + 1
        line = 1 + head.count(b"\n") + list_lines
        return f"line {line}, column {column}"


def said_of_page(stream: Stream, list_key: str | None, paths: Sequence[str]) -> dict[str, str]:
    """What a document says around its list at these paths, such as ``links.self``."""
    splitter = Splitter(stream, list_key)
    for _ in splitter.elements():
        pass  # what stands behind the list is known once it is over
    found: dict[str, str] = {}
    for path in paths:
        value = splitter.around
        for step in path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        if isinstance(value, str):
            found[path] = value
    return found


def first_list(stream: Stream, nested: Sequence[str]) -> tuple[str | None, str | None] | None:
    """Where a document of unknown contents keeps its records: (key of its first list, None),
    (None, key of the object that is all it has) or (None, None) for a bare list.

    None where it is none of these, or does not show it in its first 64 MB.
    nested: keys, with dots in them, of lists that may lie further in.
    """
    blocks, text = stream.blocks(), b""
    while block := _stretch(blocks):
        text += block
        with suppress(_More):
            return _first_list(text, nested)
        if len(text) > _LONGEST_ENVELOPE:
            break
    return None


def _first_list(text: bytes, nested: Sequence[str]) -> tuple[str | None, str | None] | None:
    position = _skip_blank(text, 0)
    if text[position : position + 1] == b"[":
        return None, None
    keys: list[str] = []
    objects: list[str] = []
    for written, at in _members(text, position):
        key = _unescaped(written)
        keys.append(key)
        if text[at : at + 1] == b"[":
            return key, None
        for path in nested:
            if path.startswith(f"{key}.") and _list_start(text, path.split(".")) is not None:
                return path, None
        if text[at : at + 1] == b"{":
            objects.append(key)
    return (None, keys[0]) if objects == keys and len(keys) == 1 else None


def _stretch(blocks: Iterator[bytes]) -> bytes:
    """The next few blocks together; empty at the end."""
    held: list[bytes] = []
    length = 0
    for block in blocks:
        held.append(block)
        length += len(block)
        if length >= _STRETCH:
            break
    return b"".join(held)


def _split(text: bytes, is_first: bool) -> tuple[list[bytes], list[int], int, bool]:
    """(elements, where they start, bytes used, whether the list ended) of a stretch that
    begins between two elements."""
    signs = np.frombuffer(text, dtype=np.uint8)
    quotes = np.flatnonzero(signs == ord('"'))
    in_string = np.zeros(len(signs) + 1, dtype=np.int8)
    if len(quotes):
        in_string[quotes[~_is_escaped(signs, quotes)]] = 1
        in_string = np.cumsum(in_string, dtype=np.int64).astype(np.int8) & 1
    outside = in_string[:-1] == 0
    opens = ((signs == ord("{")) | (signs == ord("["))) & outside
    closes = ((signs == ord("}")) | (signs == ord("]"))) & outside
    depth = np.cumsum(opens.astype(np.int8) - closes.astype(np.int8), dtype=np.int32)
    beyond = np.flatnonzero(depth < 0)
    end = int(beyond[0]) if len(beyond) else len(text)
    commas = np.flatnonzero((signs[:end] == ord(",")) & outside[:end] & (depth[:end] == 0))
    bounds = [int(comma) for comma in commas]
    has_ended = end < len(text)
    if has_ended:
        bounds.append(end)
    elements: list[bytes] = []
    starts: list[int] = []
    start = 0
    for bound in bounds:
        part = text[start:bound]
        inner = part.lstrip(_BLANK)
        is_nothing = not inner and has_ended and bound == end and is_first and not elements
        if not is_nothing:
            starts.append(start + len(part) - len(inner))
            elements.append(inner.rstrip(_BLANK))
        start = bound + 1
    return elements, starts, end if has_ended else start, has_ended


def _is_escaped(signs: NDArray[np.uint8], quotes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which quotes stand after an odd number of backslashes."""
    backslash = signs == ord("\\")
    escaped = np.zeros(len(quotes), dtype=bool)
    candidates = np.flatnonzero(backslash[np.maximum(quotes - 1, 0)] & (quotes > 0))
    if len(candidates):
        plain = np.where(backslash, -1, np.arange(len(signs)))
        last_plain = np.maximum.accumulate(plain)
        before = quotes[candidates] - 1
        escaped[candidates] = (before - last_plain[before]) % 2 == 1
    return escaped


def _lines_at(text: bytes, starts: list[int], first_line: int) -> list[int]:
    newlines = np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == ord("\n"))
    return [int(line) + first_line for line in np.searchsorted(newlines, starts)]


def _list_start(text: bytes, steps: list[str]) -> int | None:
    """The position after the bracket that opens the list; None if there is no such list."""
    position = _skip_blank(text, 0)
    if text[position : position + 1] == b"[":
        return position + 1
    if not steps:
        return None
    for step in steps:
        found = _value_of(text, step, position)
        if found is None:
            return None
        position = found
    return position + 1 if text[position : position + 1] == b"[" else None


def _value_of(text: bytes, key: str, position: int) -> int | None:
    """Where the value of a key begins, in the object that begins at a position."""
    for written, at in _members(text, position):
        if _unescaped(written) == key:
            return at
    return None


def _members(text: bytes, position: int) -> Iterator[tuple[bytes, int]]:
    """(key as written, where its value begins) of the object that begins at a position."""
    if text[position : position + 1] != b"{":
        return
    position = _skip_blank(text, position + 1)
    while True:
        match = _STRING.match(text, position)
        if match is None:
            if text.startswith(b'"', position):
                raise _More
            return
        position = _skip_blank(text, match.end())
        if text[position : position + 1] != b":":
            return
        position = _skip_blank(text, position + 1)
        yield match[0], position
        position = _skip_blank(text, _end_of_value(text, position))
        if text[position : position + 1] != b",":
            return
        position = _skip_blank(text, position + 1)


def _unescaped(written: bytes) -> str:
    """A key as it is meant; as it is written, if that is no JSON."""
    try:
        return str(json.loads(written))
    except ValueError:
        return written.decode(errors="replace")


def _end_of_value(text: bytes, position: int) -> int:
    if text[position : position + 1] not in (b"{", b"["):
        match = _STRING.match(text, position) or _SCALAR.match(text, position)
        if match is None:
            raise _More
        return match.end()
    depth = 0
    for mark in _MARKS.finditer(text, position):
        sign = mark[0]
        if sign == b'"':
            break
        depth += (sign in b"{[") - (sign in b"}]") if len(sign) == 1 else 0
        if depth == 0:
            return mark.end()
    raise _More


def _skip_blank(text: bytes, position: int) -> int:
    while text[position : position + 1] in (b" ", b"\t", b"\r", b"\n"):
        position += 1
    if position >= len(text):
        raise _More
    return position


def _parsed(text: bytes, left_out_at: int | None = None, left_out_lines: int = 0) -> Any:
    """The document, strictly; Refused names the place of what is wrong.

    left_out_at: where lines of the file were left out of the text, in signs.
    """
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        is_after = left_out_at is not None and error.pos >= left_out_at
        line = error.lineno + (left_out_lines if is_after else 0)
        raise Refused(
            f"line {line}, column {error.colno}: the document is no valid JSON "
            f"({error.msg}); export or copy the file again"
        ) from error
    except RecursionError as error:
        raise Refused("the document is nested too deeply; export the file again") from error
    except ValueError as error:
        raise Refused(f"line 1: the document {error}; export the file again") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"has the key {twice} twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"holds {name}, which is no JSON")
