"""``cdp identity train``: what the data teach becomes the version that holds."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

from pipelines.identity.command import command
from tests import parsed_once

from .identity_house import IdentityHouse, contact

MODEL = "seeds/identity/identity_model.csv"
EMPTY = "model_version,parameter,field,level,probability\n"
LEARNED = {
    ("person", "phone", "same"): "0.899900000000000001",
    ("person", "phone", "slip"): "0.000000012345678901",
    ("person", "phone", "different"): "0.100099987654321098",
    ("person", "email", "same"): "0.750000000000000000",
    ("stranger", "phone", "same"): "0.001000000000000000",
    ("share", "kind", "person"): "0.010000000000000000",
}


def hold(place: Path, learned: dict[tuple[str, str, str], str]) -> None:
    """The last build has learned this; of e-mail only 40 pairs spoke."""
    with duckdb.connect(str(place / "live.duckdb")) as connection:
        connection.execute(
            "create schema if not exists identity;"
            "create or replace table identity.int_identity_likelihoods (parameter text,"
            " field text, level text, probability decimal(28, 18), pair_count decimal(28, 9))"
        )
        for (parameter, name, level), share in learned.items():
            connection.execute(
                "insert into identity.int_identity_likelihoods values (?, ?, ?, ?, ?)",
                [parameter, name, level, share, 40 if name == "email" else 400],
            )


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project without a version, and a warehouse whose last build has learned."""
    (tmp_path / "dbt_project.yml").touch()
    (tmp_path / MODEL).parent.mkdir(parents=True)
    (tmp_path / MODEL).write_text(EMPTY)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(tmp_path / "live.duckdb"))
    monkeypatch.setenv("STAMMKUNDE_AS_OF", "2026-10-01 12:00:00")
    hold(tmp_path, LEARNED)
    return tmp_path


def train(*arguments: str, expect: int = 0) -> Result:
    result = CliRunner().invoke(command, ["train", *arguments])
    assert result.exit_code == expect, result.output
    if not expect and "--json" not in arguments:
        assert max(map(len, result.output.splitlines())) <= 80
    return result


def told(*arguments: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(train(*arguments, "--json").output)
    return answer


def lines(place: Path) -> dict[tuple[str, str, str], str]:
    with (place / MODEL).open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["parameter"], row["field"], row["level"]): row["probability"] for row in rows}


def test_a_version_holds_all_that_was_learned_to_the_last_digit(place: Path) -> None:
    output = train().output

    assert lines(place) == LEARNED
    assert (place / MODEL).read_text().count("trained 2026-10-01 12:00,") == len(LEARNED)
    assert "every build learned anew" in output
    assert "person email" in output, "too few pairs spoke, and the user is told"


def test_another_version_tells_what_moves_and_by_how_much(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train()
    hold(place, {**LEARNED, ("person", "email", "same"): "0.8"})
    monkeypatch.setenv("STAMMKUNDE_AS_OF", "2026-11-01 12:00:00")

    output = train().output

    assert "trained 2026-11-01 12:00" in output
    assert "before, trained 2026-10-01 12:00" in output
    assert "0.7500 -> 0.8000" in output
    assert "Shares that move: 1" in output


def test_a_dry_run_writes_nothing(place: Path) -> None:
    assert told("--dry-run")["written"] is False
    assert (place / MODEL).read_text() == EMPTY


def test_training_twice_changes_nothing_more(place: Path) -> None:
    train()
    once = (place / MODEL).read_bytes()
    assert "says the same" in train().output
    assert (place / MODEL).read_bytes() == once


def test_off_lets_every_build_learn_again(place: Path) -> None:
    train()
    assert "trained 2026-10-01 12:00 holds no more" in train("--off").output
    assert (place / MODEL).read_text() == EMPTY
    assert "No version held" in train("--off").output


def test_before_the_first_build_there_is_nothing_to_learn_from(place: Path) -> None:
    with duckdb.connect(str(place / "live.duckdb")) as connection:
        connection.execute("drop table identity.int_identity_likelihoods")
    assert "Next: cdp run" in train(expect=1).output


def test_a_broken_model_file_is_told_with_the_way_back(place: Path) -> None:
    (place / MODEL).write_text("model_version,parameter\nshipped,person\n")
    output = train(expect=1).output
    assert MODEL in output.replace("\n", "")
    assert "git checkout" in output


SHARES = "select parameter, field, level, cast(probability as varchar) from "


def people(count: int, since: int = 0) -> list[dict[str, Any]]:
    """Records of people in two tools, who now and then share a home or lack a letter."""
    names = ["Ada", "Kai", "Ute", "Jo", "Mia", "Ben", "Lea", "Tom"]
    return [
        contact(
            f"{tool}:{number}",
            first_name=names[number % 8],
            last_name=f"Berg{'' if tool == 'crm' and number % 5 == 0 else 'er'}{number // 2}",
            birth_date=f"19{50 + number % 40}-03-{1 + number % 28:02d}",
            phone=f"+493055500{number % 90:02d}" if number % 3 else None,
        )
        for number in range(since, since + count)
        for tool in ("shop", "crm")
    ]


def test_while_a_version_holds_no_build_learns_and_training_again_learns_what_one_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = IdentityHouse(tmp_path, monkeypatch)
    workshop = house.file.parent / "state" / "identity_train"
    parsed_once.give(workshop / "target", workshop / house.file.name)
    learning = ("lesson_pairs", "lessons", "chance", "assumptions", "likelihoods")
    house.hold(people(40))
    house.build()
    learned = house.query(SHARES + "identity.int_identity_likelihoods order by all")
    weights = house.query("from identity.int_identity_weights order by all")
    house.cdp("identity", "train")
    house.build()

    for name in learning:
        assert house.query(f"select count(*) from identity.int_identity_{name}") == [(0,)]
    assert house.query("from identity.int_identity_weights order by all") == weights
    assert "says the same" in house.cdp("identity", "train").output, "it has learned them anew"
    assert house.query(SHARES + "policy.identity_model order by all") == learned

    house.hold(people(60))
    house.build()
    before = hashlib.sha256(house.file.read_bytes()).hexdigest()
    assert house.told("identity", "train")["moved"]
    assert hashlib.sha256(house.file.read_bytes()).hexdigest() == before
    left = sorted(path.name for path in workshop.iterdir())
    assert left == ["lock", "target"], "a copy of personal data does not stay"
    trained = {(*subject, share) for subject, share in lines(house.place).items()}

    house.cdp("identity", "train", "--off")
    house.build()
    assert set(house.query(SHARES + "identity.int_identity_likelihoods")) == trained
