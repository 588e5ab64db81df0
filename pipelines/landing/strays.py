"""JSON of a tool whose resource no table holds: its records as they stand, for quarantine.

Nothing is known of such a file, so nothing of it may be left out: its records are parted
only where all around them is paging; else the whole document is one record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.landing import json_splitter
from pipelines.landing.json_splitter import Splitter
from pipelines.landing.readings import Broken, Refused
from pipelines.landing.snapshots import LONGEST_LINE, Stream
from pipelines.sources.contract import Source


class Whole(Exception):
    """More than paging stands around the list: what was parted is one record after all."""


@dataclass
class Stray:
    """A file of no table. resource: what it holds, by its own word or else by its name."""

    source: Source
    path: Path
    sha256: str
    stem: str
    is_lines: bool
    resource: str = ""

    def records(self) -> Iterator[list[Broken]]:
        """Its records, some at a time.

        Raises Whole where those so far do not count and ``whole`` is to be asked instead,
        and Refused for what no reader may see.
        """
        self.resource = self.stem
        row = 1
        for texts, lines in self._lines() if self.is_lines else self._elements():
            numbered = enumerate(zip(texts, lines, strict=True), start=row)
            yield [self._broken(number, line, text) for number, (text, line) in numbered]
            row += len(texts)

    def whole(self) -> Broken:
        """The whole document as one record. Raises Refused if it is too long for one."""
        self.resource = self.stem
        text = b""
        for block in Stream(self.path, self.sha256).blocks():
            text += block
            if len(text) > LONGEST_LINE:
                raise Refused(f"it is one record of more than {LONGEST_LINE >> 20} MB")
        blank = text[: len(text) - len(text.lstrip())]
        return self._broken(1, 1 + blank.count(b"\n"), text.strip())

    def reason(self) -> str:
        """Why its records do not land."""
        for table in self.source.tables:
            if table.json and table.json.list_key == self.resource:
                name = table.stem or table.name
                return (
                    f'no table of {self.source.name} holds "{self.stem}"; if these are'
                    f" {table.name}, call the file {name}-....json"
                )
        return f'no table of {self.source.name} holds "{self.resource}"'

    def _broken(self, number: int, line: int, text: bytes) -> Broken:
        return Broken(number, line, None, self.reason(), text.decode())

    def _lines(self) -> Iterator[tuple[list[bytes], list[int]]]:
        for chunk in Stream(self.path, self.sha256).chunks():
            lines = enumerate((text for _, _, text in chunk.lines()), start=chunk.first_line)
            found = [(text, line) for line, text in lines if text.strip()]
            yield [text for text, _ in found], [line for _, line in found]

    def _elements(self) -> Iterator[tuple[list[bytes], list[int]]]:
        nested = [key for key in self._declared() if "." in key]
        try:
            keys = json_splitter.first_list(Stream(self.path, self.sha256), nested)
            if keys is None:
                raise Whole
            key = keys[0] or keys[1]
            if key and not self._is_shared(key):
                self.resource = key
            splitter = Splitter(Stream(self.path, self.sha256), *keys)
            for found in splitter.elements():
                yield found.texts, found.lines
        except Refused as refusal:
            raise Whole from refusal
        if key and not self._is_paging(splitter.around, key):
            raise Whole

    def _declared(self) -> list[str]:
        """Where the tool's replies have their lists, as its tables tell."""
        keys = (table.json.list_key for table in self.source.tables if table.json)
        return list(dict.fromkeys(key for key in keys if key))

    def _is_shared(self, key: str) -> bool:
        """Whether lists of all resources have this key, so that it names none."""
        tables = [each for each in self.source.tables if each.json and each.json.list_key == key]
        return len(tables) > 1

    def _is_paging(self, around: dict[str, Any], key: str) -> bool:
        if len(around) == 1:
            return True
        others = [value for name, value in around.items() if name != key.split(".")[0]]
        is_named = key in self._declared() or key in re.split(r"[^a-z0-9_]+", self.stem)
        return is_named and not any(isinstance(value, list) and value for value in others)
