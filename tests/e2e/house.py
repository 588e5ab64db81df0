"""One installation of its own for a story: exports, warehouse, target, nothing shared."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tests import parsed_once

ROOT = Path(__file__).resolve().parents[2]
AS_OF = parsed_once.AS_OF
UNTIL = "2026-09-30"


@dataclass(frozen=True)
class House:
    """Runs the verbs as a user would, each in a process of its own."""

    place: Path

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

    def run(self, *command: str, expect: int = 0, **extra: str) -> str:
        """Standard output of the command; a story fails on another exit code."""
        self.warehouse.parent.mkdir(parents=True, exist_ok=True)
        if not self.target.exists():
            parsed_once.give(self.target, self.warehouse)
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**self.environment, **extra},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == expect, f"{command}\n{done.stdout[-6000:]}\n{done.stderr[-6000:]}"
        return done.stdout

    def cdp(self, *arguments: str, expect: int = 0, **extra: str) -> str:
        return self.run(sys.executable, "-m", "pipelines.cli", *arguments, expect=expect, **extra)

    def cdp_json(self, *arguments: str, expect: int = 0, **extra: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(
            self.cdp(*arguments, "--json", expect=expect, **extra).splitlines()[-1]
        )
        return answer

    def dbt(self, *arguments: str, expect: int = 0) -> str:
        """Standard output of the dbt command, which leaves no manifest: nobody reads one."""
        command = (sys.executable, "-m", "dbt.cli.main", *arguments)
        return self.run(*command, expect=expect, DBT_WRITE_JSON="false")

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
