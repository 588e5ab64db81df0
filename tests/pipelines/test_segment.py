"""``cdp segment preview``: what one sees before sending."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from pipelines.segment import command


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five customers, of whom two match today, one came back and one has left."""
    path = tmp_path / "stammkunde.duckdb"
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(path))
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            """
            create schema marts;
            create schema segments;
            create table marts.customers as
            select * from (values
                ('c0000000000000001', 'ada@example.com'), ('c0000000000000002', 'b@example.com'),
                ('c0000000000000003', 'c@example.com'), ('c0000000000000004', 'd@example.com'),
                ('c0000000000000005', 'e@example.com')
            ) as people (customer_id, email);
            create table segments.seg_lapsed_customers as
            select * from (values
                ('lapsed_customers', 'c0000000000000001', '2 orders', 20.5::decimal(18, 4)),
                ('lapsed_customers', 'c0000000000000002', '9 orders', 1300::decimal(18, 4))
            ) as matches (segment_name, customer_id, reason, score);
            create table segments.seg_nobody as
            select * from segments.seg_lapsed_customers where false;
            create table segments.segment_memberships as
            select * from (values
                ('lapsed_customers', 'c0000000000000001',
                    timestamp '2025-01-01', timestamp '2025-02-01', false),
                ('lapsed_customers', 'c0000000000000001', timestamp '2025-03-01', null, true),
                ('lapsed_customers', 'c0000000000000002', timestamp '2025-01-01', null, true),
                ('lapsed_customers', 'c0000000000000003',
                    timestamp '2025-01-01', timestamp '2025-03-01', false)
            ) as stays (segment_name, customer_id, entered_at, left_at, is_current);
            """
        )
    return path


def preview(*arguments: str) -> Result:
    return CliRunner().invoke(command, ["preview", *arguments])


@pytest.mark.usefixtures("warehouse")
def test_a_preview_says_how_many_and_why_and_nothing_personal() -> None:
    result = preview("lapsed_customers")

    assert result.exit_code == 0, result.output
    assert "2 of 5 customers (40.0%)" in result.output
    assert "Last entry 2025-03-01 00:00 UTC: 1 people" in result.output
    assert "Stays ended 2, people who came back 1" in result.output
    assert result.output.index("c0000000000000002") < result.output.index("c0000000000000001")
    assert "1,300.00  9 orders" in result.output
    assert "@" not in result.output
    assert max(map(len, result.output.splitlines())) <= 80


@pytest.mark.usefixtures("warehouse")
def test_the_name_of_the_model_is_understood_too() -> None:
    assert preview("seg_lapsed_customers").output == preview("lapsed_customers").output


@pytest.mark.usefixtures("warehouse")
def test_json_carries_the_same_figures() -> None:
    told = json.loads(preview("lapsed_customers", "--json", "--limit", "1").output)

    assert (told["people"], told["customers"], told["share"]) == (2, 5, 0.4)
    assert [person["customer_id"] for person in told["sample"]] == ["c0000000000000002"]


@pytest.mark.usefixtures("warehouse")
def test_an_empty_segment_is_no_error() -> None:
    result = preview("nobody")

    assert result.exit_code == 0, result.output
    assert "0 of 5 customers (0.0%)" in result.output


@pytest.mark.usefixtures("warehouse")
def test_an_unknown_segment_is_told_which_there_are() -> None:
    result = preview("lapsed_custmers")

    assert result.exit_code == 1
    assert "No segment named 'lapsed_custmers'. There are: lapsed_customers, nobody." in (
        result.output
    )


def test_without_a_warehouse_the_next_step_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(tmp_path / "none.duckdb"))

    result = preview("lapsed_customers")

    assert result.exit_code == 1
    assert "cdp land" in result.output
    assert not (tmp_path / "none.duckdb").exists()


def test_a_quiet_preview_prints_nothing(warehouse: Path) -> None:
    before = warehouse.read_bytes()

    assert preview("lapsed_customers", "--quiet").output == ""
    assert warehouse.read_bytes() == before
