"""The score is what counting every single pair would give."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.score import command, score_labelled

Labels = list[tuple[str, str]]


def by_pairs(labels: Labels) -> tuple[int, int, int]:
    """Right, found and true pairs, each formed and looked at."""
    pairs = list(itertools.combinations(labels, 2))
    return (
        sum(a[0] == b[0] and a[1] == b[1] for a, b in pairs),
        sum(a[1] == b[1] for a, b in pairs),
        sum(a[0] == b[0] for a, b in pairs),
    )


def score_of(labels: Labels):  # type: ignore[no-untyped-def]
    with duckdb.connect() as connection:
        connection.execute("create table labelled (person_id text, customer_id text)")
        if labels:
            connection.executemany("insert into labelled values (?, ?)", labels)
        return score_labelled(connection)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), max_size=40))
def test_figures_are_those_of_counting_every_pair(labels: Labels) -> None:
    right, found, true = by_pairs(labels)

    score = score_of(labels)

    assert (score.right_pairs, score.found_pairs, score.true_pairs) == (right, found, true)
    assert score.precision == (right / found if found else 1)
    assert score.recall == (right / true if true else 1)
    people = {person for person, _ in labels}
    ids_of = {p: {i for q, i in labels if q == p} for p in people}
    people_of = {i: {q for q, j in labels if j == i} for _, i in labels}
    sharing = [p for p in people if any(len(people_of[i]) > 1 for i in ids_of[p])]
    exact = [p for p in people if len(ids_of[p]) == 1 and people_of[min(ids_of[p])] == {p}]
    assert score.over_merge_rate == (len(sharing) / len(people) if people else 0)
    assert score.exact_rate == (len(exact) / len(people) if people else 0)


def test_a_case_worked_by_hand() -> None:
    """Ada's three records are two ids, one of them shared with Bob's only record."""
    score = score_of([("ada", "1"), ("ada", "1"), ("ada", "2"), ("bob", "2"), ("eva", "3")])

    assert (score.right_pairs, score.found_pairs, score.true_pairs) == (1, 2, 3)
    assert score.f1 == pytest.approx(0.4)
    assert score.over_merge_rate == pytest.approx(2 / 3)
    assert score.exact_rate == pytest.approx(1 / 3)


def test_a_giant_group_forms_no_pairs() -> None:
    """Half a million records of one person: 1.25e11 pairs, counted in a moment."""
    with duckdb.connect() as connection:
        connection.execute(
            "create table labelled as "
            "select 'p' as person_id, 'c' as customer_id from range(500000)"
        )
        score = score_labelled(connection)

    assert score.true_pairs == score.right_pairs == 500_000 * 499_999 // 2


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "it's.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema identity")
        connection.execute(
            """create table identity.int_customer_ids as select * from (values
                ('shop', '1', 'c1'), ('shop', '2', 'c1'), ('crm', '1', 'c2')
            ) as t (source_name, source_record_id, customer_id)"""
        )
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(path))
    return path


def truth_file(tmp_path: Path, text: str) -> str:
    path = tmp_path / "truth.csv"
    path.write_text(text)
    return str(path)


TRUTH = "source_name,source_record_id,person_id\nshop,1,p\nshop,2,q\ncrm,1,q\ncrm,9,q\n"


@pytest.mark.usefixtures("warehouse")
def test_the_verb_prints_and_gates(tmp_path: Path) -> None:
    truth = truth_file(tmp_path, TRUTH)

    plain = CliRunner().invoke(command, ["--truth", truth])
    as_json = CliRunner().invoke(command, ["--truth", truth, "--json"])
    gated = CliRunner().invoke(command, ["--truth", truth, "--min-precision", "0.9"])
    passed = CliRunner().invoke(command, ["--truth", truth, "--min-f1", "0", "--quiet"])

    assert plain.exit_code == 0
    assert max(map(len, plain.output.splitlines())) <= 80
    payload = json.loads(as_json.output)
    assert (payload["records"], payload["unknown_records"]) == (3, 1)
    assert (payload["precision"], payload["recall"], payload["f1"]) == (0, 0, 0)
    assert gated.exit_code == 3
    assert "precision 0.0000, the gate asks at least 0.9" in gated.output
    assert (passed.exit_code, passed.output) == (0, "")


@pytest.mark.usefixtures("warehouse")
def test_a_truth_of_other_records_or_columns_is_refused_in_words(tmp_path: Path) -> None:
    others = truth_file(tmp_path, "source_name,source_record_id,person_id\nerp,1,p\n")
    other = CliRunner().invoke(command, ["--truth", others])
    columns = truth_file(tmp_path, "source_name,record,person_id\nshop,1,p\n")
    column = CliRunner().invoke(command, ["--truth", columns])

    assert (other.exit_code, column.exit_code) == (1, 1)
    assert "another export's truth" in other.output
    assert "lacks the column source_record_id" in column.output


def test_an_unbuilt_warehouse_says_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(tmp_path / "none.duckdb"))

    result = CliRunner().invoke(command, ["--truth", truth_file(tmp_path, TRUTH)])

    assert result.exit_code == 1
    assert "cdp land, then dbt build" in result.output
