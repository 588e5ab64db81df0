"""Wall seconds, CPU seconds and peak memory of steps, each told on a line."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.house import AS_OF, ROOT

#: What DuckDB may hold in a run that is to stay within 6 GB; the process needs some more.
MEMORY = "4.5GB"
#: As much of it holds blocks that are used again, as in profiles.yml.
BLOCKS = "1GB"


@dataclass(frozen=True)
class Step:
    """What a step took: seconds, CPU seconds (user + system), MB at its peak."""

    name: str
    wall: float
    cpu: float
    peak: float

    def __str__(self) -> str:
        return f"{self.name} {self.wall:.2f} {self.cpu:.2f} {self.peak:.0f}"

    def show(self) -> None:
        """The step on a line of figures."""
        print(
            f"   {self.name:<36} {self.wall:7.1f} s {self.cpu:8.1f} CPU s {self.peak:7.0f} MB",
            flush=True,
        )


def summed(name: str, steps: list[Step]) -> Step:
    """Several steps as one."""
    return Step(
        name,
        sum(step.wall for step in steps),
        sum(step.cpu for step in steps),
        max((step.peak for step in steps), default=0.0),
    )


class Watch:
    """Measures this process from here; Linux counts its peak memory anew."""

    def __init__(self) -> None:
        Path("/proc/self/clear_refs").write_text("5")
        self.wall, self.cpu = time.monotonic(), self._cpu()

    @staticmethod
    def _cpu() -> float:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return used.ru_utime + used.ru_stime

    def stop(self, name: str) -> Step:
        """What it took since the beginning."""
        status = Path("/proc/self/status").read_text()
        peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
        return Step(name, time.monotonic() - self.wall, self._cpu() - self.cpu, peak)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Prints what the block took, for a parent to read."""
    watch = Watch()
    yield
    print(watch.stop(name), flush=True)


@contextmanager
def commands(name: str) -> Iterator[None]:
    """Shows what the commands in the block took; the peak is that of any so far."""
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    yield
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    Step(name, time.monotonic() - start, cpu, after.ru_maxrss / 1024).show()


def dbt(place: Path, *arguments: str) -> None:
    """Runs dbt as ``cdp run`` does, but one model after the other; prints what each took."""
    from dbt.cli.main import dbtRunner

    from pipelines.building import tidied_seldom

    began: dict[str, Watch] = {}

    def watch(event: Any) -> None:
        if event.info.name == "NodeStart":
            began[event.data.node_info.unique_id] = Watch()
        if event.info.name == "NodeFinished":
            node = event.data.node_info
            print(began[node.unique_id].stop(node.node_name), flush=True)

    with tidied_seldom():
        done = dbtRunner(callbacks=[watch]).invoke(
            ["--quiet", *arguments, "--threads", "1", "--profiles-dir", str(place)]
        )
    if not done.success:
        sys.exit(str(done.exception or "the build failed"))


def in_a_process_of_its_own(place: Path, module: str, *arguments: str) -> list[Step]:
    """The steps that ``python -m module`` prints; ends this process if it fails."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={
            **os.environ,
            "STAMMKUNDE_DUCKDB": str(place / "live.duckdb"),
            "STAMMKUNDE_AS_OF": AS_OF,
            "DBT_TARGET_PATH": str(place / "target"),
            "DBT_LOG_PATH": str(place / "logs"),
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        sys.exit("\n".join(done.stdout.splitlines()[-20:]))
    steps = []
    for line in done.stdout.splitlines():
        name, *figures = line.rsplit(" ", 3)
        steps.append(Step(name, *map(float, figures)))
    return steps


if __name__ == "__main__":
    dbt(Path(sys.argv[1]), *sys.argv[2:])
