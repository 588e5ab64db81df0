"""Run by a story as a process of its own: asks Shopify, and is killed at the named moment."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn


def die(*_: object, **__: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


def at_the_second(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function itself once; the second call is death."""
    calls: list[None] = []

    def counted(*args: Any, **kwargs: Any) -> Any:
        calls.append(None)
        return function(*args, **kwargs) if len(calls) == 1 else die()

    return counted


def main(moment: str, home: Path) -> None:
    from pipelines.landing.command import without_pandas

    without_pandas()
    from pipelines.landing import fetch
    from pipelines.settings import Settings
    from tests import parsed_once

    patches: dict[str, tuple[Any, str, Callable[..., Any]]] = {
        "writing a page": (os, "fsync", at_the_second(os.fsync)),
        "before landing": (fetch, "land", die),
    }
    target, name, patched = patches[moment]
    setattr(target, name, patched)
    fetch.fetch_and_land(Settings(home, home / parsed_once.WAREHOUSE, home / "exports"))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
