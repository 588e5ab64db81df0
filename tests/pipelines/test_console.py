"""How every verb speaks: help and results that fit a terminal and can be copied."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.console import VerbError, fitted, verb, wrapped

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


@pytest.mark.parametrize("words", list(verbs(main)), ids=lambda words: " ".join(words) or "cdp")
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


def test_an_error_fits_a_terminal_and_leaves_whole_what_is_copied() -> None:
    path = "/srv/retailer/warehouse/" + "deep/" * 12 + "dbt.log"
    command = "  dbt build --select int_customer_ids+ int_customer_alias_ids+ int_identity_records+"
    told = (
        "3 dbt nodes failed; 12 after them were skipped, and so nothing of this day was published\n"
        "  test unique_customers_customer_id: fail (got 2 results, the log tells them one by one)\n"
        f"{command}\n"
        f"Next: see {path}, mend what failed, then run it once more: dbt build && cdp publish"
    )

    @click.command()
    @verb
    def failing(console: object) -> None:
        raise VerbError(told)

    said = CliRunner().invoke(failing, []).output

    assert said.splitlines() == [
        "Error: 3 dbt nodes failed; 12 after them were skipped, and so nothing of this",
        "  day was published",
        "  test unique_customers_customer_id: fail (got 2 results, the log tells them one",
        "    by one)",
        command,
        "Next: see",
        f"  {path},",
        "  mend what failed, then run it once more: dbt build && cdp publish",
    ]
    assert str(VerbError(told)) == told, "who catches it reads the message as it was written"


def test_a_verb_is_not_torn_from_the_name_of_its_tool() -> None:
    before = "Nothing of this was written, because somebody else is at work; try "

    assert fitted(f"{before}again later: cdp land") == f"{before}again later:\n  cdp land"


def test_what_is_too_long_to_stand_behind_the_word_error_follows_it_all_the_same() -> None:
    path = "/nowhere/" + "far/" * 20 + "live.duckdb"

    assert fitted(f"{path} is missing", "Error: ") == f"{path}\n  is missing"


def test_wrong_use_is_told_in_lines_that_fit_too() -> None:
    nowhere = "/nowhere/" + "far/" * 20 + "exports"

    wrong = CliRunner().invoke(main, ["land", "--mapping", nowhere])

    assert wrong.exit_code == 2
    assert nowhere in wrong.output
    others = [line for line in wrong.output.splitlines() if nowhere not in line]
    assert max(map(len, others)) <= WIDTH
    assert [line for line in wrong.output.splitlines() if nowhere in line and len(line) > 100] == []


def test_who_names_no_verb_of_a_group_gets_its_help_once() -> None:
    result = CliRunner().invoke(main, ["identity"], terminal_width=WIDTH)

    assert result.exit_code == 2
    assert result.output.count("Usage:") == 1
    assert "Error" not in result.output
