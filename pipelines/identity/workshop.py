"""A copy of some of the live file's tables on which dbt may build: the live file is only read.

The copy lies beside it, readable by its owner, and is removed when the work is done; it
holds personal data.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.console import Console, VerbError
from pipelines.live import literal, quote
from pipelines.settings import Settings

#: What a copy costs at most beside the live file's size; asked before it is made.
SPARE_BYTES = 64 * 1024 * 1024


@contextmanager
def workshop(settings: Settings, name: str) -> Iterator[Path]:
    """The place of the copy, one at a time for each verb; what is left there is taken away.

    name is the verb's after ``cdp identity``. Raises VerbError where it already runs.
    """
    folder = settings.state / f"identity_{name}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    # Called as the live file is: dbt writes its name into every table's.
    copy = folder / settings.warehouse.name
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise VerbError(f"Another cdp identity {name} is running.\nNext: wait for it") from None
        _remove_copies(folder)
        yield copy
    finally:
        _remove_copies(folder)
        os.close(handle)


def _remove_copies(folder: Path) -> None:
    """This one, and what a killed verb or an earlier version left under whatever name."""
    for path in folder.iterdir():
        if path.is_file() and path.name != "lock":
            path.unlink()


def copy_tables(
    connection: duckdb.DuckDBPyConnection,
    warehouse: Path,
    copy: Path,
    tables: Sequence[tuple[str, str, str | None]],
    console: Console,
) -> None:
    """Writes tables (schema, name, comment) of the connection's ``live`` into the copy.

    They stand in its ``trial`` from then on. Raises VerbError where there is no room.
    """
    status = os.statvfs(copy.parent)
    needed = warehouse.stat().st_size + SPARE_BYTES
    if status.f_bavail * status.f_frsize < needed:
        raise VerbError(
            f"The copy needs up to {needed // 2**20} MiB in {copy.parent}; there is less.\n"
            "Next: make room, or move the warehouse to a larger disk"
        )
    before = os.umask(0o077)
    try:
        connection.execute(f"attach {literal(str(copy))} as trial")
    finally:
        os.umask(before)
    with console.progress("copying what the build reads", len(tables)) as advance:
        for schema, table, note in tables:
            place = f"{quote(schema)}.{quote(table)}"
            connection.execute(f"create schema if not exists trial.{quote(schema)}")
            connection.execute(f"create table trial.{place} as from live.{place}")
            # A kept table's comment is what it has seen, so that the trial writes
            # what the change touches and no more.
            if note:
                connection.execute(f"comment on table trial.{place} is {literal(note)}")
            advance(1)


@contextmanager
def own_target(folder: Path) -> Iterator[None]:
    """dbt's manifest and run results of the trial do not replace those of the last build."""
    before = os.environ.get("DBT_TARGET_PATH")
    os.environ["DBT_TARGET_PATH"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["DBT_TARGET_PATH"]
        else:
            os.environ["DBT_TARGET_PATH"] = before
