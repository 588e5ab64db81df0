"""A small house to sync from: the tables a sync reads, made by hand, and a catalogue."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import yaml

from pipelines.settings import Settings
from pipelines.syncing.catalog import SyncSpec
from tests import forked

#: The specification's own example secret (Standard Webhooks); it protects nothing.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

ROOT = Path(__file__).resolve().parents[2]

SRC = "models/staging/syncing/src_syncing.yml"


class House:
    """A warehouse with one sync, ``sync_<destination>__people``, and who is in its segment."""

    def __init__(self, root: Path, destination: str = "webhook", mode: str = "mirror") -> None:
        self.settings = Settings(root, root / "warehouse" / "house.duckdb", root / "exports")
        self.settings.warehouse.parent.mkdir(parents=True)
        self.spec = SyncSpec(
            f"sync_{destination}__people",
            destination,
            "marketing_email",
            mode,  # type: ignore[arg-type]
            "people",
            "customer_id",
        )
        meta = {"destination": destination, "purpose": "marketing_email", "mode": mode}
        declared = {"name": self.spec.name, "config": {"meta": {**meta, "segment": "people"}}}
        self._write("models/activation/sync.yml", yaml.safe_dump({"models": [declared]}))
        self._write("dbt_project.yml", "name: house\n")
        self._write(SRC, (ROOT / SRC).read_text(encoding="utf-8"))
        self.run(f"""
            create schema activation; create schema marts;
            create table activation.{self.spec.name} (
                customer_id varchar, email varchar, first_name varchar, joined_on date,
                spent_amount decimal(18, 4), seen_at timestamp, is_member boolean
            );
            create table marts.consents (
                customer_id varchar, purpose varchar, status varchar, is_granted boolean
            );
        """)

    @property
    def environment(self) -> dict[str, str]:
        """For a process of its own that syncs this house."""
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "STAMMKUNDE_DUCKDB": str(self.settings.warehouse),
            "NO_COLOR": "1",
        }

    def cdp(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs ``cdp`` on this house."""
        return forked.run(
            "pipelines.cli",
            *words,
            cwd=self.settings.root,
            env={**self.environment, **environment},
        )

    def _write(self, path: str, text: str) -> None:
        target = self.settings.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def run(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Runs SQL in the live warehouse."""
        with duckdb.connect(str(self.settings.warehouse)) as connection:
            rows: list[tuple[Any, ...]] = connection.execute(sql, list(values) or None).fetchall()
            return rows

    def wants(self, *people: str, asked: Iterable[str] = ()) -> None:
        """The build's outcome: exactly these people are in the segment, with consent.

        A person is a name, or name=first name. ``asked`` are in it and were asked only.
        """
        rows = [person.partition("=")[::2] for person in people]
        with duckdb.connect(str(self.settings.warehouse)) as connection:
            connection.begin()
            connection.execute(f"delete from activation.{self.spec.name}")
            for name, first_name in [*rows, *((name, "") for name in asked)]:
                connection.execute(
                    f"""insert into activation.{self.spec.name} values
                    (?, ?, ?, '2024-02-29', 12.3, '2025-01-01 10:00:00', true)""",
                    [name, f"{name}@example.com", first_name or name.title()],
                )
            for name, _ in rows:
                self._consents(connection, name, "granted")
            for name in asked:
                self._consents(connection, name, "unknown")
            connection.commit()

    def consent(self, name: str, status: str) -> None:
        """The person's word on the purpose, as marts.consents has it from now on."""
        with duckdb.connect(str(self.settings.warehouse)) as connection:
            self._consents(connection, name, status)

    def _consents(self, connection: duckdb.DuckDBPyConnection, name: str, status: str) -> None:
        connection.execute("delete from marts.consents where customer_id = ?", [name])
        connection.execute(
            "insert into marts.consents values (?, 'marketing_email', ?, ?)",
            [name, status, status == "granted"],
        )

    def statuses(self) -> dict[str, str]:
        """Person -> the newest receipt's status."""
        return dict(
            self.run("select key, arg_max(status, run_id) from raw_syncing.receipts group by key")
        )
