"""The catalogue of stories of who is who and the tests that tell them are one list."""

from __future__ import annotations

import ast
import re
from pathlib import Path

STORIES = "tests/pipelines/test_identity_scenarios.py"


def told(root: Path) -> list[str]:
    """The names of the stories in the order of the test file."""
    return [
        node.name.removeprefix("test_")
        for node in ast.parse((root / STORIES).read_text()).body
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(mark, ast.Name) and mark.id == "story" for mark in node.decorator_list)
    ]


def rows(root: Path) -> list[list[str]]:
    """The cells of the catalogue's rows, headings aside."""
    lines = (root / "models/identity/SCENARIOS.md").read_text().splitlines()
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:2] == "| "
    ]
    return [row for row in cells if row[0] != "story"]


def test_every_story_of_the_catalogue_is_a_test_and_the_reverse(root: Path) -> None:
    assert [row[0] for row in rows(root)] == told(root)
    assert len(told(root)) >= 40


def test_every_story_says_who_comes_what_must_be_true_and_why(root: Path) -> None:
    assert [row for row in rows(root) if len(row) != 4 or not all(row)] == []


def test_a_story_has_one_name(root: Path) -> None:
    names = told(root)
    assert len(names) == len(set(names))
    assert [name for name in names if not re.fullmatch("[a-z][a-z_]*", name)] == []
