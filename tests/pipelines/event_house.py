"""What the stories of events share: a running ``cdp collect``, and dbt's part of it."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from tests import forked

from .landing_house import House

ROOT = Path(__file__).resolve().parents[2]
SPECIFICATION = ROOT.parent / "shared" / "data" / "events" / "segment_spec_events.jsonl"
KEY = "a-long-secret-of-the-web-shop"


def build_events(house: House, *models: str) -> None:
    """Builds int_events and these models with all they read, with their data tests."""
    done = forked.run(
        "dbt.cli.main", "--quiet", "build",
        "--select", "+int_events", "stg_segment__conflicting_messages",
        *(f"+{model}" for model in models),
        "--exclude-resource-type", "unit_test", "--indirect-selection", "cautious",
        env={
            **os.environ,
            "STAMMKUNDE_DUCKDB": str(house.settings.warehouse),
            "DBT_TARGET_PATH": str(house.settings.root / "target"),
            "DBT_LOG_PATH": str(house.settings.root / "logs"),
        },
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-3000:]}"


@dataclass
class Collect:
    """A ``cdp collect`` of its own on a free port, while used as a context manager.

    file_limit: bytes that no file of the process may exceed, as on a disk that is full.
    """

    house: House
    options: tuple[str, ...] = ()
    file_limit: int | None = None
    write_keys: str = f"web={KEY}"
    url: str = ""
    said: str = ""
    process: subprocess.Popen[str] = field(init=False)

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pipelines.cli", "collect", "--port", "0", "--json",
             *self.options],
            cwd=ROOT,
            env={
                **os.environ,
                "STAMMKUNDE_DUCKDB": str(self.house.settings.warehouse),
                "STAMMKUNDE_WRITE_KEYS": self.write_keys,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=self._limit if self.file_limit else None,
        )  # fmt: skip
        assert self.process.stdout
        first = self.process.stdout.readline()
        assert first.startswith("{"), first + self.process.stdout.read()
        self.url = str(json.loads(first)["url"])
        return self

    def _limit(self) -> None:
        assert self.file_limit
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.file_limit, self.file_limit))

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> int:
        """Ends the process; what it printed since is in ``said``."""
        self.process.send_signal(sign)
        self.said, _ = self.process.communicate(timeout=30)
        return self.process.returncode

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.stop()
