"""How every verb speaks: options, progress, errors and exit codes."""

from __future__ import annotations

import functools
import json
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click

#: Exit codes that scripts rely on: 0 done, 1 failed, 2 wrong use, 3 stopped by a gate.
FAILED, WRONG_USE, STOPPED = 1, 2, 3


class VerbError(click.ClickException):
    """A failure told in plain words: what, where, and the next step. Exit code 1."""

    exit_code = FAILED


class GateStop(VerbError):
    """A breaker or gate refused to go on; nothing is broken. Exit code 3."""

    exit_code = STOPPED


class Console:
    """Prints for people (at most 80 columns), or for machines with ``--json``."""

    def __init__(self, quiet: bool = False, as_json: bool = False) -> None:
        self.quiet = quiet
        self.as_json = as_json

    def say(self, text: str = "") -> None:
        """A line for people; nothing with --quiet or --json."""
        if not (self.quiet or self.as_json):
            click.echo(text)

    def result(self, payload: dict[str, Any], lines: Iterable[str]) -> None:
        """The outcome: the payload as one JSON line, or the lines for people."""
        if self.as_json:
            click.echo(json.dumps(payload, default=str, ensure_ascii=False))
            return
        for line in lines:
            self.say(line)

    @contextmanager
    def progress(self, label: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
        """A bar on standard error while something runs; yields ``advance(count)``."""
        if self.quiet or self.as_json or not sys.stderr.isatty():
            self.say(f"{label} ...")
            yield lambda count: None
            return
        from rich.progress import Progress

        with Progress(transient=True) as bar:
            task = bar.add_task(label, total=total)
            yield lambda count: bar.advance(task, count)


def verb(function: Callable[..., None]) -> Callable[..., None]:
    """Adds ``--quiet`` and ``--json``; the function gets them as its ``console``."""

    @click.option("--quiet", is_flag=True, help="Print errors only.")
    @click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
    @functools.wraps(function)
    def wrapper(*args: Any, quiet: bool, as_json: bool, **kwargs: Any) -> None:
        function(*args, console=Console(quiet, as_json), **kwargs)

    return wrapper


def wrapped(text: str, indent: str = "") -> list[str]:
    """The text in lines of 80 columns; names, paths and commands' words are left whole."""
    return textwrap.wrap(
        text,
        80,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def fail(message: str) -> NoReturn:
    """Ends the verb with exit code 1 and this message."""
    raise VerbError(message)
