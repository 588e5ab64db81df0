"""Where the judged rows of one file go until the run is written.

A small file's rows lie in the table ``work.parsed``. A large file's sound rows go straight
into its raw table, and its faulty ones into a table of their own; then ``work.parsed`` is a
view of both.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import TypeVar

import pyarrow as pa
from duckdb import DuckDBPyConnection

from pipelines.landing.inserts import WORKERS, Inserts, Target
from pipelines.landing.kinds import quoted
from pipelines.landing.readings import Refused, Spool

T = TypeVar("T")


class Sink:
    """Takes judged rows: SQL with the file's columns, _row_number, _line_number, _fault."""

    def __init__(self, con: DuckDBPyConnection, work: Path, target: Target | None = None) -> None:
        """work: folder for files of the moment. target: where a large file's sound rows go."""
        self._con = con
        self._work = work
        self._target = target
        self._inserts = Inserts(con, target) if target else None
        self._table = "faulty" if target else "parsed"
        self._has_table = False
        self._lock = Lock()
        forget(con)

    @property
    def is_inserting(self) -> bool:
        """Whether sound rows go straight into their raw table."""
        return self._inserts is not None

    def take(self, con: DuckDBPyConnection, judged: str, expected: int, rows: range) -> bool:
        """Takes rows if they are as many as expected, and says whether it did.

        rows: the row numbers that they may have. Raises what DuckDB raises, with nothing
        taken.
        """
        if self._inserts is None:
            return self._keep(con, judged, expected, rows)
        found = con.execute(judged).to_arrow_table()
        if found.num_rows != expected:
            return False
        inserted = self._inserts.insert(found, "select * from given_rows", found.column_names)
        if inserted == expected:
            return True
        con.register("given_rows", found)
        try:
            faulty = "select * from given_rows where _fault is not null"
            return self._keep(con, faulty, expected - inserted, rows)
        finally:
            con.unregister("given_rows")

    def take_proven(
        self, con: DuckDBPyConnection, judged: str, names: Sequence[str], records: pa.Table
    ) -> pa.Table:
        """Takes the rows that ``_is_proven``, which were read without loss; returns the
        records of all others.

        judged: a row for each record, read from ``given_rows``; nothing in it can fail, and
        a row that is not proven is faulty. names: its columns beside ``_is_proven``. A large
        file's rows are not held in memory on their way.
        """
        numbers = records["_row_number"]
        rows = range(numbers[0].as_py(), numbers[-1].as_py() + 1)
        proven = f"select * exclude (_is_proven) from ({judged}) where _is_proven"
        con.register("given_rows", records)
        try:
            inserted = 0
            if self._inserts:
                inserted = self._inserts.insert(records, judged, names)
                proven += " and _fault is not null"
            elif self._keep(con, proven, len(records), rows):
                return records.slice(len(records))
            if inserted == len(records):
                return records.slice(len(records))
            are_left = con.execute(
                f"select not _is_proven as is_left from ({judged}) order by _row_number"
            ).to_arrow_table()
            left = records.filter(are_left["is_left"].combine_chunks())
            faulty = len(records) - len(left) - inserted
            if faulty and not self._keep(con, proven, faulty, rows):
                raise Refused("rows were lost on the way; please report this file as a bug")
            return left
        finally:
            con.unregister("given_rows")

    def faulty(self, con: DuckDBPyConnection, rows: range) -> list[int]:
        """Which of these rows were taken and are faulty, in order."""
        if not self._has_table:
            return []
        found = con.execute(
            f"select _row_number from work.{self._table} where _fault is not null"
            f" and _row_number >= {rows.start} and _row_number < {rows.stop} order by 1"
        ).fetchall()
        return [int(row) for (row,) in found]

    def scratch(self, name: str) -> Path:
        """A file of the work folder for a moment."""
        return self._work / name

    def spool(self) -> Spool:
        """For broken rows of the file, as long as it is read."""
        return Spool(self._work)

    def _keep(self, con: DuckDBPyConnection, judged: str, expected: int, rows: range) -> bool:
        with self._lock:
            table = f"work.{self._table}"
            if self._has_table:
                self._add_columns(con, judged)
                count = _count(con, f"insert into {table} by name {judged}")
            else:
                count = _count(con, f"create table {table} as {judged}")
                self._has_table = True
            if count != expected:
                con.execute(
                    f"delete from {table}"
                    f" where _row_number >= {rows.start} and _row_number < {rows.stop}"
                )
            return count == expected

    def _add_columns(self, con: DuckDBPyConnection, judged: str) -> None:
        """A later chunk of JSON may have keys that none before it had."""
        for name, kind, *_ in con.execute(f"describe {judged}").fetchall():
            con.execute(
                f"alter table work.{self._table} add column if not exists {quoted(name)} {kind}"
            )

    def discard(self) -> None:
        """Leaves nothing of a file that is refused after all."""
        if self._inserts:
            self._inserts.take_back()

    def close(self, columns: Iterable[str]) -> None:
        """Makes ``work.parsed`` of what was taken; with these columns, if that is nothing."""
        if not self._has_table:
            spelled = ", ".join(f"{quoted(name)} varchar" for name in columns)
            self._con.execute(
                f"create table work.{self._table}"
                f" ({spelled}, _row_number bigint, _line_number bigint, _fault integer)"
            )
            self._has_table = True
        if self._inserts and self._target:
            self._inserts.end()
            hidden = ", ".join(quoted(name) for name in self._target.lineage)
            self._con.execute(
                f"create view work.parsed as select * exclude ({hidden}),"
                " cast(null as bigint) as _line_number, cast(null as integer) as _fault"
                f" from {self._target.table} where {self._target.own_rows}"
                " union all by name select * from work.faulty"
            )


def forget(con: DuckDBPyConnection) -> None:
    """Drops ``work.parsed`` and what it was made of."""
    for (name,) in con.execute(
        "select view_name from duckdb_views() where database_name = 'work' and not internal"
    ).fetchall():
        con.execute(f"drop view work.{quoted(name)}")
    con.execute("drop table if exists work.parsed")
    con.execute("drop table if exists work.faulty")


def in_order(
    con: DuckDBPyConnection,
    tasks: Iterator[Callable[[DuckDBPyConnection], T]],
    is_small: bool,
) -> Iterator[T]:
    """The results of tasks that each want a connection, several at a time for a large file."""
    if is_small:
        for task in tasks:
            yield task(con)
        return

    def run(task: Callable[[DuckDBPyConnection], T]) -> T:
        with con.cursor() as own:
            own.execute("set TimeZone = 'UTC'")
            return task(own)

    with ThreadPoolExecutor(WORKERS) as pool:
        waiting: deque[Future[T]] = deque()
        try:
            for task in tasks:
                waiting.append(pool.submit(run, task))
                if len(waiting) > WORKERS:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _count(con: DuckDBPyConnection, statement: str) -> int:
    (count,) = con.execute(statement).fetchone() or (0,)
    return int(count)
