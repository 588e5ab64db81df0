"""A warehouse of one's own that asks vendors on loopback, for the stories of the API mode."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.landing.fetch import FetchReport, fetch_and_land
from pipelines.landing.report import LandingReport
from pipelines.sources import TOOLS
from pipelines.sources.contract import LINEAGE

from .api_vendors import Record, Vendor
from .landing_house import House


class ApiHouse(House):
    """Lands from vendors; waits for nothing, but notes how long it was told to."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.waits: list[float] = []

    def fetch(self, *tools: str, again: bool = False) -> tuple[FetchReport, LandingReport]:
        return fetch_and_land(self.settings, tools or None, wait=self.waits.append, again=again)

    def raw(self, tool: str) -> dict[str, list[tuple[Any, ...]]]:
        """What the tool's raw tables say, in any order, without file, row and run."""
        known = ", ".join(f"'{column}'" for column in LINEAGE)
        found = {}
        for table in TOOLS[tool].tables:
            found[table.name] = sorted(
                self.rows(
                    f"select columns(lambda name: name not in ({known}))"
                    f" from raw_{tool}.{table.name}"
                ),
                key=repr,
            )
        return found


def connect(monkeypatch: pytest.MonkeyPatch, tool: str, vendor: Vendor, **more: str) -> None:
    """Points the tool's settings to the vendor."""
    settings = {"URL": vendor.url, "TOKEN": vendor.token, **more}
    for name, value in settings.items():
        monkeypatch.setenv(f"STAMMKUNDE_{tool.upper()}_{name}", value)


#: The vendors' clock in the stories, and ours is later.
NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def customer(number: int, updated_at: datetime, **more: object) -> Record:
    """A customer of a Shopify shop."""
    return {
        "id": number,
        "email": f"c{number}@example.com",
        "created_at": "2025-01-01T00:00:00Z",
        "updated_at": updated_at.isoformat(),
        **more,
    }


def records(folder: Path, stem: str, key: str) -> list[Record]:
    """The records of a tool's export files, in their order."""
    return [
        record
        for file in sorted(folder.glob(f"{stem}*.json"))
        for record in json.loads(file.read_text(encoding="utf-8"))[key]
    ]
