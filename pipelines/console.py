"""How every verb speaks: options, progress, errors and exit codes."""

from __future__ import annotations

import functools
import json
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click

#: A line that is nothing but a command; and a tool in front of its verb.
_COMMAND = re.compile(r"\s+(cdp|dbt|git|make) ")
_TOOL_AND_VERB = re.compile(r"\b(cdp|dbt|git|make) (?=[a-z])")
#: Exit codes that scripts rely on: 0 done, 1 failed, 2 wrong use, 3 stopped by a gate.
FAILED, WRONG_USE, STOPPED = 1, 2, 3


class VerbError(click.ClickException):
    """A failure told in plain words: what, where, and the next step. Exit code 1."""

    exit_code = FAILED

    def format_message(self) -> str:
        """What click shows behind "Error: "."""
        return fitted(self.message, "Error: ")


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


def fitted(text: str, before: str = "") -> str:
    """A told error in lines of 80 columns, the first of which stands behind ``before``.

    A line that is a command, set in by itself to be copied, is left whole.
    """
    lines: list[str] = []
    for line in f"{before}{text}".splitlines():
        if len(line) <= 80 or _COMMAND.match(line):
            lines.append(line)
            continue
        said = line.lstrip()
        together = _TOOL_AND_VERB.sub("\\1\0", said)
        told = wrapped(together, line[: len(line) - len(said)])
        lines += [each.replace("\0", " ") for each in told]
    # A path too long to stand behind it has left it a line of its own.
    return "\n".join(lines)[len(before) :].lstrip()


def fail(message: str) -> NoReturn:
    """Ends the verb with exit code 1 and this message."""
    raise VerbError(message)
