"""Run by a story as a process of its own: lands, and is killed at the named moment."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn


def die(*_: Any, **__: Any) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


def on_call(number: int, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function itself, until it is called for the given time: then death."""
    calls = 0

    def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        return die() if calls == number else function(*args, **kwargs)

    return counted


def main(moment: str, home: Path) -> None:
    from pipelines.landing.command import without_pandas

    without_pandas()
    from dlt.load.load import Load
    from dlt.pipeline.pipeline import Pipeline

    from pipelines.landing import engine, ledger, loader
    from pipelines.settings import Settings

    patches: dict[str, tuple[Any, str, Callable[..., Any]]] = {
        "reading": (engine.Run, "_keep", on_call(2, engine.Run._keep)),
        "before the load": (loader, "load", on_call(1, loader.load)),
        "after extract": (Pipeline, "normalize", on_call(1, Pipeline.normalize)),
        "after normalize": (Pipeline, "load", on_call(1, Pipeline.load)),
        "in the load": (Load, "start_new_jobs", on_call(2, Load.start_new_jobs)),
        "before dlt's own mark": (Load, "complete_package", on_call(1, Load.complete_package)),
        "between two tools": (loader, "load", on_call(2, loader.load)),
        "before the ledger": (ledger, "write_files", die),
        "in the ledger": (ledger, "write_changes", die),
    }
    target, name, patched = patches[moment]
    setattr(target, name, patched)
    engine.land(Settings(home, home / "stammkunde.duckdb", home / "exports"))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
