"""Fills a raw table with a large file's rows while the file is read.

Each of a few connections holds one transaction open over many chunks, so that DuckDB packs
and writes whole row groups to the file as they fill, once, and memory stays flat. All are
committed when the file is over. What a kill leaves between two commits, or a file that is
refused after one, is told by file and load, and taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Lock

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyConnection

from pipelines.landing.kinds import literal, quoted

#: Chunks that are read, and transactions that are filled, at the same time.
WORKERS = 2
#: What judged rows have beside their columns, for the quarantine alone.
_JUDGEMENT = ("_line_number", "_fault")


@dataclass(frozen=True)
class Target:
    """A raw table, spelled as SQL, with its database.

    lineage: its columns that are not the file's, with their values for this file and load:
    they tell the file's rows from all others.
    """

    table: str
    lineage: Mapping[str, str]

    @property
    def own_rows(self) -> str:
        """SQL: what is true of the file's rows only."""
        return " and ".join(
            f"{quoted(name)} = {literal(value)}" for name, value in self.lineage.items()
        )


class Inserts:
    """The transactions; ``end`` commits them, ``take_back`` leaves no row of the file."""

    def __init__(self, con: DuckDBPyConnection, target: Target) -> None:
        self._con = con
        self._target = target
        self._columns = {str(row[0]) for row in con.execute(f"describe {target.table}").fetchall()}
        self._widening = Lock()
        self._all: list[DuckDBPyConnection] = []
        self._free: SimpleQueue[DuckDBPyConnection] = SimpleQueue()
        for _ in range(WORKERS):
            lane = con.cursor()
            lane.execute("begin")
            self._all.append(lane)
            self._free.put(lane)

    def insert(self, given_rows: pa.Table, judged: str, names: Sequence[str]) -> int:
        """Inserts the sound ones of judged rows; returns how many they are.

        given_rows: what ``judged`` reads, by this name. names: the columns of ``judged``.
        """
        own = [name for name in names if name not in _JUDGEMENT]
        self._widen([name for name in own if name not in self._columns])
        columns = ", ".join(map(quoted, [*own, *self._target.lineage]))
        values = ", ".join([*map(quoted, own), *map(literal, self._target.lineage.values())])
        with self._lane() as lane:
            # DuckDB finds given_rows here by its name. It is not registered, because an open
            # transaction keeps whatever was, and memory would grow with the file.
            (count,) = lane.execute(
                f"insert into {self._target.table} ({columns})"
                f" select {values} from ({judged}) where _fault is null"
            ).fetchone() or (0,)
        return int(count)

    def end(self) -> None:
        """Commits. Raises what DuckDB raises; then ``take_back`` is still to be called."""
        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(_commit, self._all))
        self._close()

    def take_back(self) -> None:
        """Leaves no row of the file in the table, committed or not."""
        for lane in self._all:
            with suppress(duckdb.Error):  # it has ended, or gave up by itself
                lane.execute("rollback")
        self._close()
        self._con.execute(f"delete from {self._target.table} where {self._target.own_rows}")

    def _close(self) -> None:
        for lane in self._all:
            lane.close()
        self._all = []

    @contextmanager
    def _lane(self) -> Iterator[DuckDBPyConnection]:
        lane = self._free.get()
        try:
            yield lane
        finally:
            self._free.put(lane)

    def _widen(self, names: Sequence[str]) -> None:
        """Adds columns that the table lacks; no transaction may be open beside that."""
        with self._widening:
            missing = [name for name in names if name not in self._columns]
            if not missing:
                return
            lanes = [self._free.get() for _ in self._all]
            try:
                for lane in lanes:
                    _commit(lane)
                for name in missing:
                    lanes[0].execute(
                        f"alter table {self._target.table} add column {quoted(name)} varchar"
                    )
                for lane in lanes:
                    lane.execute("begin")
                self._columns.update(missing)
            finally:
                for lane in lanes:
                    self._free.put(lane)


def _commit(lane: DuckDBPyConnection) -> None:
    lane.execute("commit")
