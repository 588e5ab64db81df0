"""``cdp identity train``: what the last build learned becomes what the next starts from."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

from pipelines.identity.command import command

MODEL = "seeds/identity/identity_evidence.csv"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model file of two fields, and a warehouse that has learned about one of them."""
    (tmp_path / "dbt_project.yml").touch()
    (tmp_path / MODEL).parent.mkdir(parents=True)
    (tmp_path / MODEL).write_text(
        "model_version,parameter,field,level,probability\n"
        "shipped,person,phone,same,0.8000\n"
        "shipped,person,phone,slip,0.0400\n"
        "shipped,person,phone,different,0.1600\n"
        "shipped,person,email,same,0.7500\n"
        "shipped,person,email,different,0.2500\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(tmp_path / "live.duckdb"))
    monkeypatch.setenv("STAMMKUNDE_AS_OF", "2026-10-01 12:00:00")
    with duckdb.connect(str(tmp_path / "live.duckdb")) as connection:
        connection.execute(
            """
            create schema identity;
            create table identity.int_identity_likelihoods as
            select * from (values
                ('person', 'phone', 'same', 0.9, 900.0),
                ('person', 'phone', 'slip', 0.00000001, 0.0),
                ('person', 'phone', 'different', 0.09999999, 100.0),
                ('person', 'email', 'same', 0.5, 40.0),
                ('person', 'email', 'different', 0.5, 40.0),
                ('stranger', 'phone', 'same', 0.001, 5000.0),
                ('share', 'kind', 'person', 0.01, 900.0)
            ) as learned (parameter, field, level, probability, pair_count)
            """
        )
    return tmp_path


def train(*arguments: str, expect: int = 0) -> Result:
    result = CliRunner().invoke(command, ["train", *arguments])
    assert result.exit_code == expect, result.output
    return result


def lines(place: Path) -> list[dict[str, Any]]:
    with (place / MODEL).open(newline="") as file:
        return list(csv.DictReader(file))


def test_what_was_learned_is_a_version_of_the_model(place: Path) -> None:
    output = train().output

    assert [(line["model_version"], line["probability"]) for line in lines(place)] == [
        ("trained 2026-10-01 12:00", "0.8999"),
        ("trained 2026-10-01 12:00", "0.0001"),  # never seen, still possible
        ("trained 2026-10-01 12:00", "0.1000"),
        ("shipped", "0.7500"),
        ("shipped", "0.2500"),
    ]
    assert "0.8000 -> 0.8999" in output
    assert "person email" in output, "too few pairs spoke, and the user is told"
    assert max(map(len, output.splitlines())) <= 80


def test_the_shares_of_a_field_sum_to_one(place: Path) -> None:
    train()
    phone = [float(line["probability"]) for line in lines(place) if line["field"] == "phone"]
    assert round(sum(phone), 9) == 1


def test_a_dry_run_writes_nothing(place: Path) -> None:
    before = (place / MODEL).read_bytes()
    told = json.loads(train("--dry-run", "--json").output)

    assert (place / MODEL).read_bytes() == before
    assert told["written"] is False
    assert {line["level"] for line in told["moved"]} == {"same", "slip", "different"}


def test_training_twice_changes_nothing_more(place: Path) -> None:
    train()
    once = (place / MODEL).read_bytes()
    assert "Nothing moves" in train().output
    assert (place / MODEL).read_bytes() == once


def test_before_the_first_build_there_is_nothing_to_learn_from(place: Path) -> None:
    with duckdb.connect(str(place / "live.duckdb")) as connection:
        connection.execute("drop table identity.int_identity_likelihoods")
    assert "Next: cdp run" in train(expect=1).output


def test_a_broken_model_file_is_told_with_the_way_back(place: Path) -> None:
    (place / MODEL).write_text("model_version,parameter\nshipped,person\n")
    output = train(expect=1).output
    assert MODEL in output
    assert "git checkout" in output
