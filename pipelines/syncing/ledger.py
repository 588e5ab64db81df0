"""The memory of the door out: intents, receipts and runs in schema ``raw_syncing``.

The live warehouse has one writer at a time, and a slow destination must not keep dbt from
it: the file is opened for one transaction and closed again before anything is sent.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import duckdb
import yaml

from pipelines.console import VerbError
from pipelines.destinations.base import Action
from pipelines.settings import project_root
from pipelines.syncing.catalog import SyncSpec

SCHEMA = "raw_syncing"

#: ``withheld`` is our own doing: planned, then the consent was gone before the send.
Status = Literal["accepted", "rejected", "retried", "unknown", "withheld"]


@dataclass(frozen=True)
class Intent:
    """A line of ``raw_syncing.intents`` that still has to be said."""

    intent_id: str
    key: str
    action: Action
    payload_hash: str | None
    idempotency_key: str
    generation: int
    run_id: str


@dataclass(frozen=True)
class Outcome:
    """What came of an intent in this run.

    is_doubtful: an earlier attempt had no clear answer, so it may have arrived although
    the last answer was no.
    """

    intent: Intent
    status: Status
    reason: str | None = None
    attempts: int = 0
    is_doubtful: bool = False


@functools.cache
def tables(root: Path) -> dict[str, dict[str, str]]:
    """Table -> column -> type, as src_syncing.yml declares them for dbt and for us."""
    path = root / "models" / "staging" / "syncing" / "src_syncing.yml"
    declared = yaml.safe_load(path.read_text(encoding="utf-8"))["sources"][0]["tables"]
    return {
        table["name"]: {column["name"]: column["data_type"] for column in table["columns"]}
        for table in declared
    }


def ensure_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Creates ``raw_syncing`` and its tables, empty, where they do not stand yet."""
    connection.execute(f"create schema if not exists {SCHEMA}")
    for table, columns in tables(project_root()).items():
        declared = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        connection.execute(f"create table if not exists {SCHEMA}.{table} ({declared})")
        # A table of an earlier version of this file has no newer columns yet.
        standing = connection.execute(f"describe {SCHEMA}.{table}").fetchall()
        for name in set(columns) - {row[0] for row in standing}:
            connection.execute(f"alter table {SCHEMA}.{table} add column {name} {columns[name]}")


def scratch_tables(connection: duckdb.DuckDBPyConnection) -> str:
    """The schema to read the ledger from without writing: ours, or scratch in its place."""
    declared = tables(project_root())
    found = connection.execute(
        "select count(*) from information_schema.tables where table_schema = ?", [SCHEMA]
    ).fetchone()
    if found and found[0] >= len(declared):
        return SCHEMA
    for table, columns in declared.items():
        listed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        connection.execute(f"create temp table {table} ({listed})")
    return "temp"


def now() -> datetime:
    """This moment, in UTC and without saying so, as the warehouse keeps times."""
    return datetime.now(UTC).replace(tzinfo=None)


class Ledger:
    """Opens the live warehouse, one transaction at a time."""

    def __init__(self, warehouse: Path, patience: float = 120.0) -> None:
        self.warehouse = warehouse
        self.patience = patience

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection that cannot write; only scratch tables are possible."""
        with self._open(read_only=True) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction: committed at the end, or as if it had never been."""
        with self._open(read_only=False) as connection:
            connection.begin()
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def _open(self, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
        if not self.warehouse.exists():
            raise VerbError(f"There is no warehouse at {self.warehouse}. Run: cdp run")
        connection = self._connect(read_only)
        try:
            yield connection
        finally:
            connection.close()

    def _connect(self, read_only: bool) -> duckdb.DuckDBPyConnection:
        ends = time.monotonic() + self.patience
        while True:
            try:
                return duckdb.connect(str(self.warehouse), read_only=read_only)
            except duckdb.IOException as error:
                if "lock" not in str(error) or time.monotonic() > ends:
                    raise VerbError(
                        f"{self.warehouse} cannot be opened: {str(error).splitlines()[0]} "
                        "Close the program that holds it and run cdp sync again; "
                        "what was sent is not sent twice."
                    ) from None
                time.sleep(0.2)


def write_receipts(
    connection: duckdb.DuckDBPyConnection,
    spec: SyncSpec,
    run_id: str,
    outcomes: Sequence[Outcome],
) -> None:
    """Notes what came of each intent in this run."""
    if not outcomes:
        return
    # Lists, not row by row: a file of 100,000 people is one batch.
    connection.execute(
        f"""insert into {SCHEMA}.receipts (
            intent_id, sync_name, destination, key, action, payload_hash,
            status, reason, attempt_count, is_doubtful, run_id, attempted_at
        )
        select unnest($ids), $sync, $destination, unnest($keys), unnest($actions),
            unnest($hashes), unnest($statuses), unnest($reasons), unnest($attempts),
            unnest($doubts), $run, $moment""",
        {
            "ids": [outcome.intent.intent_id for outcome in outcomes],
            "sync": spec.name,
            "destination": spec.destination,
            "keys": [outcome.intent.key for outcome in outcomes],
            "actions": [outcome.intent.action for outcome in outcomes],
            "hashes": [outcome.intent.payload_hash for outcome in outcomes],
            "statuses": [outcome.status for outcome in outcomes],
            "reasons": [outcome.reason for outcome in outcomes],
            "attempts": [outcome.attempts for outcome in outcomes],
            "doubts": [outcome.is_doubtful for outcome in outcomes],
            "run": run_id,
            "moment": now(),
        },
    )
