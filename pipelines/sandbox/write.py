"""Columns to files: DuckDB writes each record as text, whole buffers go to disk."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

#: No JSON document holds more records than this.
RECORDS_PER_FILE = 10_000
SEPARATOR = ",\n"


@dataclass
class Tally:
    """What was written for one tool."""

    files: int = 0
    records: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, records: int) -> None:
        self.files += 1
        self.records += records
        self.by_kind[kind] = self.by_kind.get(kind, 0) + records


@dataclass(frozen=True)
class Texts:
    """A query's text column as one buffer, sliced by rows without copying."""

    keys: npt.NDArray[np.object_]
    offsets: npt.NDArray[np.int64]
    data: memoryview

    def rows(self, first: int, last: int, cut: int = 0) -> memoryview:
        return self.data[self.offsets[first] : self.offsets[last] - cut]

    def runs(self, limit: int) -> list[tuple[str, int, int, int]]:
        """(key, part, first row, row after last) for each run of one key, cut at ``limit``."""
        total = len(self.keys)
        if total == 0:
            return []
        starts = np.flatnonzero(np.r_[True, self.keys[1:] != self.keys[:-1]])
        ends = np.r_[starts[1:], total]
        pieces = []
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            for part, first in enumerate(range(start, end, limit)):
                pieces.append((str(self.keys[start]), part, first, min(first + limit, end)))
        return pieces


def texts(con: duckdb.DuckDBPyConnection, query: str) -> Texts:
    """Runs a query that returns (key, text), in the order that the files shall have."""
    table = con.execute(query).to_arrow_table()
    column = table.column(1).cast(pa.large_string()).combine_chunks()
    if isinstance(column, pa.ChunkedArray):
        column = column.chunk(0) if column.num_chunks else pa.array([], pa.large_string())
    buffers = column.buffers()
    offsets = (
        np.frombuffer(buffers[1], dtype=np.int64)[column.offset :]
        if len(column)
        else np.zeros(1, np.int64)
    )
    data = memoryview(buffers[2]) if buffers[2] is not None else memoryview(b"")
    return Texts(table.column(0).to_numpy(), offsets, data)


def write_json(
    con: duckdb.DuckDBPyConnection,
    tally: Tally,
    folder: Path,
    kind: str,
    query: str,
    name: Callable[[str, int], str],
    envelope: Callable[[int], tuple[str, str]],
) -> None:
    """One document per key and 10,000 records; each text ends with the separator."""
    found = texts(con, query)
    folder.mkdir(parents=True, exist_ok=True)
    for key, part, first, last in found.runs(RECORDS_PER_FILE):
        before, behind = envelope(last - first)
        with (folder / name(key, part)).open("wb") as file:
            file.write(before.encode())
            file.write(found.rows(first, last, cut=len(SEPARATOR)))
            file.write(behind.encode())
        tally.add(kind, last - first)


def write_csv(
    con: duckdb.DuckDBPyConnection,
    tally: Tally,
    root: Path,
    file_name: str,
    header: str,
    query: str,
) -> None:
    """One file per key (a folder below ``root``); each text ends with CRLF."""
    found = texts(con, query)
    for key, _, first, last in found.runs(len(found.keys) + 1):
        folder = root / key
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / file_name).open("wb") as file:
            file.write((header + "\r\n").encode())
            file.write(found.rows(first, last))
        tally.add(Path(file_name).stem, last - first)


def write_lines(
    con: duckdb.DuckDBPyConnection,
    tally: Tally,
    folder: Path,
    kind: str,
    query: str,
    name: Callable[[str], str],
    head: Callable[[str], str] = lambda key: "",
    foot: Callable[[str], str] = lambda key: "",
    encoding: str = "utf-8",
) -> None:
    """One file per key in one folder: its head, each text as it is, its foot; .gz is packed."""
    found = texts(con, query)
    folder.mkdir(parents=True, exist_ok=True)
    for key, _, first, last in found.runs(len(found.keys) + 1):
        body = bytes(found.rows(first, last)).decode()
        content = (head(key) + body + foot(key)).encode(encoding)
        if name(key).endswith(".gz"):
            # No name and no time inside, so that equal lines are equal bytes.
            content = gzip.compress(content, mtime=0)
        (folder / name(key)).write_bytes(content)
        tally.add(kind, last - first)


def enveloped(word: str) -> Callable[[int], tuple[str, str]]:
    """``{"orders":[`` ... ``]}``, as the tools' APIs answer."""
    return lambda count: (f'{{"{word}":[\n', "\n]}\n")


def monthly(stem: str) -> Callable[[str, int], str]:
    """``orders-2026-01.json``, ``orders-2026-01-02.json`` for the second part."""
    return lambda key, part: f"{stem}-{key}{f'-{part + 1:02d}' if part else ''}.json"


def numbered(stem: str, start: int = 0) -> Callable[[str, int], str]:
    """``customers-0001.json``; ``start`` counts the parts that earlier calls wrote."""
    return lambda key, part: f"{stem}-{start + part + 1:04d}.json"


def dated(stem: str) -> Callable[[str], str]:
    """``bestand-2026-01.csv``: the key is the period."""
    return lambda period: f"{stem}-{period}.csv"


def headed(header: str) -> Callable[[str], str]:
    """The same header on every file."""
    return lambda period: header + "\r\n"
