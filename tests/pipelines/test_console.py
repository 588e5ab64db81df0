"""How every verb speaks: help and results that fit a terminal and can be copied."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.console import wrapped

WIDTH = 80


def verbs(group: click.Group, *words: str) -> Iterator[tuple[str, ...]]:
    """Each verb and group of verbs, as one types it."""
    yield words
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from verbs(command, *words, name)
        else:
            yield (*words, name)


@pytest.mark.parametrize("words", verbs(main), ids=lambda words: " ".join(words) or "cdp")
def test_each_verb_has_help_that_fits_a_terminal_and_says_its_sentences_to_the_end(
    words: tuple[str, ...],
) -> None:
    result = CliRunner().invoke(main, [*words, "--help"], terminal_width=WIDTH)

    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert [line for line in lines if line.endswith("...") and "[" not in line] == []


def test_a_long_text_is_wrapped_between_words_only() -> None:
    path = "/exports/work-list-" + "north-" * 20 + "2026.csv"

    lines = wrapped(f"Next: cdp identity review import {path}, or give another name", "  ")

    assert lines == [
        "  Next: cdp identity review import",
        f"    {path},",
        "    or give another name",
    ]
