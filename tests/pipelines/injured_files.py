"""Files as careful programs write them, then injured: for the fuzz of the readers.

Everything is drawn from one seed and a number, so that any file can be made again.
"""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import dataclass

from pipelines.sources.contract import Csv, Json

#: Signs that mean something to somebody, among those that do not.
_TEXT = "aäß\" ;,.'|#\\-{}[]:\t€x1"
_SPLINTERS = (
    *('"', ";", '";"', "\n", "\r", "\r\n", '\n"', "x", ",", '""', "\\", "{", "}", "[", "]", ":"),
    *("\0", "\t", "NaN", "0.10", "\ufeff", "ä"),
)
CSV_DIALECTS = (
    Csv(delimiter=";"),
    Csv(),
    Csv(delimiter="\t"),
    Csv(delimiter=";", encoding="cp1252"),
    Csv(delimiter=";", encoding="utf-16"),
    Csv(delimiter=",", quoted_newlines=True),
    Csv(delimiter="|", skip_lines=2, total_row="Summe.*"),
    Csv(delimiter="\t", quoted=False),
)
JSON_FORMS = (Json(), Json("rows"), Json(lines=True))

Row = tuple[str, str, str, str]
_KEYS = ("id", "name", "amount", "note")


@dataclass(frozen=True)
class Injured:
    """A file: its bytes, how it is declared, and the rows whose bytes nobody touched."""

    name: str
    content: bytes
    form: Csv | Json
    untouched: list[Row]
    texts: dict[Row, str]


def make(seed: int, number: int) -> Injured:
    """The file of that number: 1 to 25 rows, up to four injuries, some of it packed."""
    draw = random.Random(f"{seed}/{number}")
    rows = [_row(draw, index) for index in range(draw.randint(1, 25))]
    if draw.random() < 0.6:
        return _csv(draw, rows)
    return _json(draw, rows)


def _row(draw: random.Random, index: int) -> Row:
    def text() -> str:
        return "".join(draw.choices(_TEXT, k=draw.choice((0, 1, 3, 9))))

    return f"r{index}", text(), f"{draw.randint(-(10**6), 10**6)}.{draw.randint(0, 99):02}", text()


def _csv(draw: random.Random, rows: list[Row]) -> Injured:
    dialect = draw.choice(CSV_DIALECTS)
    delimiter = dialect.delimiter or ";"
    if not dialect.quoted:
        rows = [(i, _plain(a), b, _plain(c)) for i, a, b, c in rows]
    end = draw.choice(("\n", "\r\n"))
    lines = [delimiter.join(_cell(value, delimiter, dialect) for value in row) for row in rows]
    hurt, touched = _injure(draw, lines)
    head = [f"Bericht {n}" for n in range(dialect.skip_lines)]
    head.append(delimiter.join(_KEYS))
    tail = ["Summe" + delimiter * 3] if dialect.total_row else []
    text = "".join(line + end for line in (*head, *hurt, *tail))
    return _packed(
        draw, "table.csv", text.encode(dialect.encoding, "replace"), dialect, rows, lines, touched
    )


def _json(draw: random.Random, rows: list[Row]) -> Injured:
    form = draw.choice(JSON_FORMS)
    lines = [
        "{"
        + ", ".join(
            f'"{key}": {value}' for key, value in zip(_KEYS, _texts(draw, row), strict=True)
        )
        + "}"
        for row in rows
    ]
    hurt, touched = _injure(draw, lines)
    if form.lines:
        text = "".join(f"{line}\n" for line in hurt)
    else:
        text = "[" + ",\n".join(hurt) + "]"
        if form.list_key:
            text = f'{{"count": {len(rows)}, "rows": {text}, "next": null}}'
    return _packed(draw, "table.json", text.encode(), form, rows, lines, touched)


def _texts(draw: random.Random, row: Row) -> list[str]:
    """A row's values as JSON; the amount is a number, as it is written."""
    texts = [json.dumps(value, ensure_ascii=draw.random() < 0.5) for value in row]
    return [texts[0], texts[1], row[2], texts[3]]


def _plain(value: str) -> str:
    return value.replace("\t", " ")


def _cell(value: str, delimiter: str, dialect: Csv) -> str:
    if not dialect.quoted:
        return value
    needs = any(mark in value for mark in (delimiter, '"')) or value != value.strip()
    return '"' + value.replace('"', '""') + '"' if needs else value


def _injure(draw: random.Random, lines: list[str]) -> tuple[list[str], set[int]]:
    hurt, touched = list(lines), set()
    for _ in range(draw.choice((0, 0, 1, 1, 2, 4))):
        index = draw.randrange(len(hurt))
        text = hurt[index]
        at = draw.randint(0, len(text))
        touched.add(index)
        if draw.random() < 0.3:
            hurt[index] = text[:at] + text[at + draw.randint(1, 20) :]
        else:
            hurt[index] = text[:at] + draw.choice(_SPLINTERS) + text[at:]
    return hurt, touched


def _packed(
    draw: random.Random,
    name: str,
    content: bytes,
    form: Csv | Json,
    rows: list[Row],
    lines: list[str],
    touched: set[int],
) -> Injured:
    untouched = [row for index, row in enumerate(rows) if index not in touched]
    texts = dict(zip(rows, lines, strict=True))
    if draw.random() < 0.1:  # cut off, as by a copy that is not done
        content = content[: draw.randint(0, len(content))]
        untouched = []
    if draw.random() < 0.15:
        content, name = gzip.compress(content, 1), f"{name}.gz"
        if draw.random() < 0.2:
            content, untouched = content[: draw.randint(0, len(content))], []
    return Injured(name, content, form, untouched, texts)
