"""Reading the live file beside others: patiently, read-only, naming who holds it."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import click
import duckdb

from pipelines.console import VerbError

#: How long a reader waits for a landing run or a build to let go of the file.
PATIENCE_SECONDS = 20.0
#: How long it says nothing about it.
SILENCE_SECONDS = 2.0


def open_live(warehouse: Path, next_step: str) -> duckdb.DuckDBPyConnection:
    """A connection that sees the live file, read-only, as database ``live``."""
    if not warehouse.exists():
        raise VerbError(f"There is no live file {warehouse}.\nNext: cdp land && dbt build")
    started, is_told = time.monotonic(), False
    connection = duckdb.connect()
    while True:
        try:
            connection.execute(f"attach {literal(str(warehouse))} as live (read_only)")
            return connection
        except duckdb.Error as error:
            holder = lock_holder(str(error))
            if holder is None or time.monotonic() > started + PATIENCE_SECONDS:
                connection.close()
                told = f"{holder} holds it" if holder else "it is no readable DuckDB file"
                what = (
                    f"wait for that process to end, then {next_step}"
                    if holder
                    else "set STAMMKUNDE_DUCKDB to the live file, or land and build anew elsewhere"
                )
                raise VerbError(f"Could not read {warehouse}: {told}.\nNext: {what}") from None
            if not is_told and time.monotonic() > started + SILENCE_SECONDS:
                is_told = True
                click.echo(f"Waiting for {holder}, which holds the live file ...", err=True)
            time.sleep(0.2)


def lock_holder(message: str) -> str | None:
    """``process 123`` when DuckDB says that another process holds the file."""
    if not re.search(r"\block\b", message):
        return None
    found = re.search(r"PID (\d+)", message)
    return f"process {found.group(1)}" if found else "another process"


def is_alive(pid: int) -> bool:
    """Whether a process of this number runs on this machine."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def quote(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal, for the few places that take no bound value."""
    return "'" + text.replace("'", "''") + "'"
