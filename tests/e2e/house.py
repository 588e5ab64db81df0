"""One installation of its own for a story: exports, warehouse, target, nothing shared."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tests import forked, parsed_once

ROOT = Path(__file__).resolve().parents[2]
AS_OF = parsed_once.AS_OF
UNTIL = "2026-09-30"


@dataclass(frozen=True)
class House:
    """Runs the verbs each in a process of its own.

    is_cold: these begin with nothing, as a user's do; else they are forked, which is faster.
    """

    place: Path
    is_cold: bool = False

    @property
    def exports(self) -> Path:
        return self.place / "exports"

    @property
    def warehouse(self) -> Path:
        return self.place / "warehouse" / parsed_once.WAREHOUSE

    @property
    def published(self) -> Path:
        return self.place / "warehouse" / "published"

    @property
    def target(self) -> Path:
        return self.place / "target"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "STAMMKUNDE_DUCKDB": str(self.warehouse),
            "STAMMKUNDE_EXPORTS": str(self.exports),
            "STAMMKUNDE_AS_OF": AS_OF,
            "DBT_TARGET_PATH": str(self.target),
            "DBT_LOG_PATH": str(self.place / "logs"),
        }

    def cdp(self, *arguments: str, expect: int = 0, **extra: str) -> str:
        """Standard output of the verb; a story fails on another exit code."""
        return self._run("pipelines.cli", arguments, expect, extra)

    def cdp_json(self, *arguments: str, expect: int = 0, **extra: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(
            self.cdp(*arguments, "--json", expect=expect, **extra).splitlines()[-1]
        )
        return answer

    def dbt(self, *arguments: str, expect: int = 0) -> str:
        """Standard output of the dbt command."""
        return self._run("dbt.cli.main", arguments, expect, {})

    def _run(
        self, module: str, arguments: tuple[str, ...], expect: int, extra: dict[str, str]
    ) -> str:
        self.warehouse.parent.mkdir(parents=True, exist_ok=True)
        if self.is_cold and not self.target.exists():
            parsed_once.give(self.target, self.warehouse)
        run = forked.from_nothing if self.is_cold else forked.run
        done = run(module, *arguments, env={**self.environment, **extra})
        told = f"{arguments}\n{done.stdout[-6000:]}\n{done.stderr[-6000:]}"
        assert done.returncode == expect, told
        return done.stdout

    def build(self, *select: str, arguments: Sequence[str] = ()) -> None:
        """All seeds and the selected models, without their tests."""
        self.dbt(
            "--quiet", "build", "--resource-type", "seed", "--resource-type", "model",
            "--select", "path:seeds", *select, *arguments,
        )  # fmt: skip

    def sandbox(self, customers: int, seed: int = 7, out: Path | None = None) -> Path:
        place = out or self.exports
        self.cdp(
            "sandbox", "--customers", str(customers), "--seed", str(seed),
            "--until", UNTIL, "--out", str(place),
        )  # fmt: skip
        return place

    def query(self, sql: str, file: Path | None = None) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(file or self.warehouse), read_only=True) as connection:
            return connection.execute(sql).fetchall()
