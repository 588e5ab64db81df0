"""How a macro reads: one thing, one file, a promise first."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from pipelines.identity.evidence import KINDS

ROOT = Path(__file__).resolve().parents[2]
MACROS = sorted((ROOT / "macros").rglob("*.sql"))


@pytest.mark.parametrize("path", MACROS, ids=lambda path: path.stem)
def test_a_macro_is_named_after_its_file_promises_first_and_is_short(path: Path) -> None:
    text = path.read_text()
    bodies = re.findall(
        r"\{%-? (?:macro|materialization) .*?(?=\{%-? end(?:macro|materialization))", text, re.S
    )

    assert text.startswith("{#-"), "line one is the promise"
    names = re.findall(r"\{%-? (?:macro|materialization) (\w+)", text)
    assert {re.sub(r"^(default|spark|duckdb)__", "", name) for name in names} == {path.stem}
    assert max(len(body.splitlines()) for body in bodies) <= 30 or "materializations" in path.parts


@pytest.mark.parametrize("path", MACROS, ids=lambda path: path.stem)
def test_a_macro_hides_no_reference_and_asks_no_warehouse(path: Path) -> None:
    """Materializations are how dbt runs a model, so they may speak to the warehouse."""
    text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.S)

    assert not re.search(r"\b(ref|source)\s*\(", text)
    if "materializations" not in path.parts:
        assert not re.search(r"\b(run_query|statement)\b", text)


def test_the_kinds_of_pairs_are_those_of_the_seed_wherever_they_are_named() -> None:
    with (ROOT / "seeds" / "identity" / "identity_kinships.csv").open(newline="") as file:
        kinds = {row["kind"] for row in csv.DictReader(file)}
    listed = (ROOT / "macros" / "identity" / "pair_kinds.sql").read_text().partition("return")[2]

    assert {*KINDS, "stranger"} == kinds
    assert tuple(re.findall(r"'(\w+)'", listed)) == KINDS
