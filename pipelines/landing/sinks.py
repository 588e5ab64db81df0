"""Where the judged rows of one file go until the run is written.

A small file's rows lie in the table ``work.parsed``. A large file's sound rows go straight
into Parquet files, which are what dlt loads, and its faulty ones into a table; then
``work.parsed`` is a view of both.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import TypeVar

import duckdb
from duckdb import DuckDBPyConnection

from pipelines.landing.kinds import literal, quoted
from pipelines.landing.readings import Spool

T = TypeVar("T")
#: Chunks that are read at the same time. More bring little and cost memory.
_WORKERS = 2


class Sink:
    """Takes judged rows: SQL with the file's columns, _row_number, _line_number, _fault."""

    def __init__(
        self,
        con: DuckDBPyConnection,
        work: Path,
        is_small: bool,
        name: str,
        lineage: Mapping[str, str],
    ) -> None:
        """work: folder for files of the moment, and for the parts of a large file, which
        stay until the run ends and bear the name.
        lineage: columns that a raw table has besides the file's own, with their values."""
        self._con = con
        self._work = work
        self._folder = None if is_small else work / "parts" / name
        if self._folder:
            self._folder.mkdir(parents=True)
        self._lineage = dict(lineage)
        self._table = "parsed" if is_small else "faulty"
        self._has_table = False
        self._lock = Lock()
        self.parts: list[Path] = []
        forget(con)

    def take(self, con: DuckDBPyConnection, judged: str, expected: int, rows: range) -> bool:
        """Takes rows if they are as many as expected, and says whether it did.

        rows: the row numbers that they may have. Raises what DuckDB raises, with nothing
        taken.
        """
        if self._folder is None:
            return self._keep(con, judged, expected, rows)
        part = self._folder / f"{rows.start:012d}.parquet"
        more = ", ".join(f"{literal(v)} as {quoted(k)}" for k, v in self._lineage.items())
        try:
            sound = _count(
                con,
                f"copy (select * exclude (_fault, _line_number), {more} from ({judged})"
                f" where _fault is null) to {literal(str(part))}"
                " (format parquet, compression lz4)",
            )
        except duckdb.Error:
            part.unlink(missing_ok=True)
            raise
        is_all = sound == expected or self._keep(
            con, f"select * from ({judged}) where _fault is not null", expected - sound, rows
        )
        if is_all and sound:
            self.parts.append(part)
        else:
            part.unlink(missing_ok=True)
        return is_all

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
        """Removes the parts of a file that is refused after all."""
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def close(self, columns: Iterable[str]) -> None:
        """Makes ``work.parsed`` of what was taken; with these columns, if that is nothing."""
        if not self.parts and not self._has_table:
            spelled = ", ".join(f"{quoted(name)} varchar" for name in columns)
            self._con.execute(
                f"create table work.{self._table}"
                f" ({spelled}, _row_number bigint, _line_number bigint, _fault integer)"
            )
            self._has_table = True
        if self._folder is None:
            return
        views = ["select * from work.faulty"] if self._has_table else []
        if self.parts:
            self.parts.sort()
            files = ", ".join(literal(str(part)) for part in self.parts)
            hidden = ", ".join(quoted(name) for name in self._lineage)
            views.insert(
                0,
                f"select * exclude ({hidden}), cast(null as bigint) as _line_number,"
                f" cast(null as integer) as _fault"
                f" from read_parquet([{files}], union_by_name = true)",
            )
        self._con.execute(f"create view work.parsed as {' union all by name '.join(views)}")


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

    with ThreadPoolExecutor(_WORKERS) as pool:
        waiting: deque[Future[T]] = deque()
        try:
            for task in tasks:
                waiting.append(pool.submit(run, task))
                if len(waiting) > _WORKERS:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _count(con: DuckDBPyConnection, statement: str) -> int:
    (count,) = con.execute(statement).fetchone() or (0,)
    return int(count)
