"""Runs ``dbt build`` inside this process, tells how it went, and lets go of the file."""

from __future__ import annotations

import gc
import os
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipelines.console import Console, VerbError
from pipelines.live import lock_holder
from pipelines.settings import Settings

#: dbt's words for a node that did what it should.
GOOD = frozenset({"success", "pass", "warn", "no-op"})
#: Messages of these DuckDB errors speak of SQL; those of others may quote a row's values.
_SPEAKS_OF_SQL = re.compile(r"\b(Binder|Parser|Catalog|Compilation|Syntax|Dependency) Error\b")
_VALUES = re.compile(r"\S+@\S+|\+?\d[\d /().-]{6,}\d")


@dataclass(frozen=True)
class BuildReport:
    """What one build did; tests include unit tests."""

    models: int
    seeds: int
    tests_passed: int
    tests_failed: int
    tests_warned: int
    skipped: int
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def line(self) -> str:
        """One line for people."""
        text = f"{self.models} models, {self.seeds} seeds, {self.tests_passed} tests passed"
        for count, word in ((self.tests_warned, "warned"), (self.tests_failed, "failed")):
            text += f", {count} {word}" if count else ""
        return f"{text} in {self.seconds:.0f} s"


def build(
    settings: Settings, args: Sequence[str] = (), console: Console | None = None
) -> BuildReport:
    """Runs ``dbt build`` with these further arguments; raises ``VerbError`` when not green.

    dbt's own words go to its log file only: a database error may quote a row, and what
    this process prints ends in CI logs.
    """
    started = time.monotonic()
    console = console or Console(quiet=True)
    settings.warehouse.parent.mkdir(parents=True, exist_ok=True)
    folders = ["--project-dir", str(settings.root), "--profiles-dir", str(settings.root)]
    # The file keeps what a plain `dbt build` would keep there; the console keeps nothing.
    logs = ["--log-level", "none", "--log-level-file", "debug"]
    # What it leaves in the target folder is read by checks and publishing.
    # The order of tests and models is the same by either way; this one costs a hundredth.
    command = ["build", "--write-json", "--use-fast-test-edges", *args, *folders, *logs]
    with _environment(settings), _Progress(console) as progress, released(), tidied_seldom():
        # Imported here: dbt costs seconds, and only this verb needs it.
        from dbt.cli.main import dbtRunner

        result = dbtRunner(callbacks=[progress.hear]).invoke(command)
    nodes = list(getattr(result.result, "results", None) or [])
    if result.exception is not None or (not result.success and not nodes):
        raise VerbError(_could_not_start(result.exception, settings))
    broken = [node for node in nodes if str(node.status) not in GOOD | {"skipped"}]
    report = _count(nodes, time.monotonic() - started)
    if broken or not result.success:
        raise VerbError(_failure(broken, report, settings))
    return report


def log_file(settings: Settings) -> Path:
    """Where dbt writes what it saw."""
    return settings.root / os.environ.get("DBT_LOG_PATH", "logs") / "dbt.log"


def target_folder(settings: Settings) -> Path:
    """Where dbt leaves its manifest and run results (``DBT_TARGET_PATH`` overrides)."""
    return settings.root / os.environ.get("DBT_TARGET_PATH", "target")


@contextmanager
def _environment(settings: Settings) -> Iterator[None]:
    """dbt reads the live file's place from the environment; restored afterwards."""
    before, folder = os.environ.get("STAMMKUNDE_DUCKDB"), Path.cwd()
    os.environ["STAMMKUNDE_DUCKDB"] = str(settings.warehouse)
    try:
        yield
    finally:
        os.chdir(folder)
        if before is None:
            os.environ.pop("STAMMKUNDE_DUCKDB", None)
        else:
            os.environ["STAMMKUNDE_DUCKDB"] = before


@contextmanager
def released() -> Iterator[None]:
    """In process, dbt keeps the lock on the file after it is done: this takes it away."""
    try:
        yield
    finally:
        from dbt.adapters.duckdb.connections import DuckDBConnectionManager

        DuckDBConnectionManager.close_all_connections()
        gc.collect()


@contextmanager
def tidied_seldom() -> Iterator[None]:
    """Python looks for garbage at every 100,000th new object, not at every 700th.

    dbt keeps a million objects of the project, and to look through them again and again
    is an eighth of what it costs. Never would be too seldom: each model leaves some two
    thousand that hold one another.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Progress:
    """Counts finished nodes: a bar on a terminal, a line per quarter elsewhere."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.stack = ExitStack()
        self.total = self.done = self.told = 0
        self.advance: Callable[[int], None] | None = None
        self.lock = threading.Lock()

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *exception: object) -> None:
        self.stack.close()

    def hear(self, event: Any) -> None:
        """dbt calls this with every event, from any of its threads."""
        with self.lock:
            self._count(event)

    def _count(self, event: Any) -> None:
        if event.info.name == "LogStartLine" and self.advance is None:
            self.total = event.data.total
            bar = self.console.progress(f"build: {self.total} nodes", self.total)
            self.advance = self.stack.enter_context(bar)
        elif event.info.name == "NodeFinished" and self.advance is not None:
            self.done += 1
            self.advance(1)
            quarter = 4 * self.done // self.total if self.total else 0
            if quarter > self.told and not sys.stderr.isatty():
                self.told = quarter
                self.console.say(f"build: {self.done} of {self.total} nodes")


def _count(nodes: Sequence[Any], seconds: float) -> BuildReport:
    kinds = Counter((_kind(node), str(node.status)) for node in nodes)

    def count(kind: str, *statuses: str) -> int:
        return sum(kinds[kind, status] for status in statuses)

    return BuildReport(
        models=count("model", "success"),
        seeds=count("seed", "success"),
        tests_passed=count("test", "pass", "success") + count("unit_test", "pass", "success"),
        tests_failed=sum(count(k, "fail", "error", "runtime error") for k in ("test", "unit_test")),
        tests_warned=count("test", "warn") + count("unit_test", "warn"),
        skipped=sum(number for (_, status), number in kinds.items() if status == "skipped"),
        seconds=round(seconds, 1),
    )


def _kind(node: Any) -> str:
    return str(node.node.resource_type)


def _failure(broken: Sequence[Any], report: BuildReport, settings: Settings) -> str:
    lines = [f"{len(broken)} dbt nodes failed; {report.skipped} after them were skipped."]
    for node in broken[:10]:
        told = without_values(str(node.message or ""))
        lines.append(f"  {_kind(node)} {node.node.name}: {node.status}" + (told and f" ({told})"))
    if len(broken) > 10:
        lines.append(f"  ... and {len(broken) - 10} more")
    lines.append("Nothing was published. Next: see the log, mend, then build that part again:")
    lines.append(f"  log: {log_file(settings)}")
    names = " ".join(f"{name}+" for name in sorted({_model_of(node) for node in broken})[:3])
    lines.append(f"  dbt build --select {names}")
    return "\n".join(lines)


def _model_of(node: Any) -> str:
    """What to build again: a test's model, since a test alone never mends its table."""
    if _kind(node) in ("test", "unit_test"):
        for parent in node.node.depends_on.nodes:
            if parent.startswith(("model.", "seed.")):
                return str(parent.split(".")[2])
    return str(node.node.name)


def _could_not_start(exception: BaseException | None, settings: Settings) -> str:
    text = str(exception or "no reason given")
    holder = lock_holder(text)
    if holder:
        return (
            f"dbt could not open {settings.warehouse}: {holder} holds it.\n"
            "Next: wait for that process or end it, then run the verb again."
        )
    told = without_values(text, always=True) or type(exception).__name__
    return f"dbt could not start the build: {told}\nNext: see {log_file(settings)}."


def without_values(message: str, always: bool = False) -> str:
    """The first telling line of an error, or nothing when it may quote a row's values."""
    said = " ".join(message.split())
    counted = re.search(r"Got \d+ results?", said)
    if counted:
        return counted.group(0).lower()
    if not (always or _SPEAKS_OF_SQL.search(said) or said.startswith("This model has an enforced")):
        return "the message stays in the log, it may quote a row" if said else ""
    return _VALUES.sub("...", said)[:300]
