"""Stories of ``cdp status``: how fresh each table is, what waits, what did not come."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pipelines.cli import main
from pipelines.landing.feeds import gaps
from pipelines.landing.status import status

from .landing_house import CONTACTS, House, as_if_large


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    house = House(tmp_path)
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(house.settings.warehouse))
    return house


def payload(*words: str) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["status", "--json", *words], catch_exceptions=False)
    told: dict[str, Any] = json.loads(result.output)
    return told


def test_each_table_has_its_sums_and_its_age(house: House) -> None:
    house.drop("kasse/contacts.csv", CONTACTS + "3,c@example.com,31.12.1990\n4,,\n5,,")
    house.drop("kasse/orders.csv", "source_order_id,currency\n1,EUR\n")
    house.drop("shopify/products.json", {"products": [{"id": 1}]})
    house.land()

    in_three_hours = datetime.now(UTC).replace(tzinfo=None) + timedelta(hours=3)
    kasse, shopify = status(house.settings, in_three_hours)["sources"]

    counts = ("files_landed", "files_refused", "rows_in", "rows_landed", "rows_quarantined")
    assert [kasse[name] for name in (*counts, "rows_held")] == [1, 1, 5, 3, 2, 1]
    assert kasse["age_hours"] == 3.0
    assert [
        (table["table_name"], *(table[name] for name in counts)) for table in kasse["tables"]
    ] == [("contacts", 1, 0, 5, 3, 2), ("orders", 0, 1, 0, 0, 0)]
    assert shopify["tables"][0]["table_name"] == "products"

    shown = CliRunner().invoke(main, ["status"]).output.splitlines()
    assert shown[1].split() == ["kasse", "1", "1", "5", "3", "2", "1", "<", "1", "h"]
    assert shown[2].split()[:3] == ["contacts", "1", "0"]
    assert max(map(len, shown)) <= 80
    assert payload("shopify")["sources"][0]["source_name"] == "shopify"
    # A misspelt name is no empty warehouse, and no empty quarantine.
    for verb in (["status"], ["quarantine", "list"]):
        assert " of shopfy " in CliRunner().invoke(main, [*verb, "shopfy"]).output


def test_a_refused_file_is_named_until_it_is_mended(house: House) -> None:
    house.drop("kasse/orders.csv", "source_order_id,currency\n1,EUR\n")
    house.land()
    assert [file["file_path"] for file in payload()["refused"]] == ["orders.csv"]

    house.drop(
        "kasse/orders.csv", "source_order_id,ordered_at,currency\n1,2025-03-01T10:00:00Z,EUR\n"
    )
    house.land()

    told = payload()
    assert told["refused"] == []
    assert told["sources"][0]["files_refused"] == 0


def test_every_file_tells_how_many_of_its_rows_newer_statements_overtook(house: House) -> None:
    def products(*pairs: tuple[int, str]) -> dict[str, Any]:
        return {"products": [{"id": id_, "updated_at": day} for id_, day in pairs]}

    house.drop("shopify/products-1.json", products((1, "2025-03-01"), (2, "2025-03-01")))
    house.drop("shopify/products-2.json", products((1, "2025-03-02"), (2, "2025-02-01")))
    house.drop("shopify/products-3.json", products((1, "2025-03-02T00:00:01+01:00")))
    house.land()

    files = payload("--files")["files"]

    # Midnight and a second in Berlin is before midnight in UTC.
    assert {file["file_path"]: file["superseded_count"] for file in files} == {
        "products-1.json": 1,
        "products-2.json": 1,
        "products-3.json": 1,
    }
    shown = CliRunner().invoke(main, ["status", "--files"]).output
    assert max(map(len, shown.splitlines())) <= 80
    assert " ".join(shown.split()).count("quarantined, 1 superseded") == 3


def test_a_file_that_came_whole_at_last_leaves_nothing_to_do(house: House) -> None:
    """What was held back of its first half is in it; the ledger still adds up."""
    for end in ("3,c@exam", "3,c@example.com,\n"):
        house.drop("kasse/contacts.csv", CONTACTS + end)
        house.land()

    (kasse,) = payload()["sources"]

    assert (kasse["rows_in"], kasse["rows_landed"], kasse["rows_quarantined"]) == (6, 5, 1)
    assert "quarantine." not in CliRunner().invoke(main, ["status"]).output


@pytest.mark.parametrize("size", ["small", "large"])
def test_status_says_who_landed_last_and_what(
    house: House, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    """A large file goes past dlt, so that dlt notes no load."""
    if size == "large":
        as_if_large(monkeypatch)
    load_id = house.drop("kasse/contacts.csv", CONTACTS) and house.land().load_id

    told = payload()

    (kasse,), last = told["sources"], told["last_load"]
    assert (last["load_id"], last["kind"]) == (load_id, "land")
    assert "@" in last["read_by"]
    assert (kasse["rows_in"], kasse["rows_landed"], told["is_cut_off"]) == (2, 2, False)
    assert kasse["age_hours"] < 1


def test_a_ledger_of_an_earlier_version_is_told_with_the_next_step(house: House) -> None:
    house.drop("kasse/contacts.csv", CONTACTS)
    house.land()
    with duckdb.connect(str(house.settings.warehouse)) as con:
        con.execute("alter table landing.files drop column superseded_by")

    for verb in (["status"], ["quarantine", "list"]):
        result = CliRunner().invoke(main, verb)
        assert result.exit_code == 1
        assert "Next: cdp land" in result.output

    house.land()
    assert payload()["sources"][0]["rows_landed"] == 2


# -- feeds that come daily


def days(first: date, count: int, without: tuple[int, ...] = ()) -> list[date]:
    """Days from the first on, but for those of the given weekdays (Monday is 0)."""
    found = (first + timedelta(days=n) for n in range(count))
    return [day for day in found if day.weekday() not in without]


def files_of(came: list[date], name: str = "orders-{}.csv") -> list[tuple[str, str, str]]:
    return [("kasse", "orders", name.format(day.isoformat())) for day in came]


MONDAY = date(2025, 3, 3)


def test_a_day_that_a_daily_feed_missed_is_named() -> None:
    came = days(MONDAY, 28)
    missed = came.pop(9)

    (gap,) = gaps(files_of(came), came[-1] + timedelta(days=1))

    assert (gap.source_name, gap.table_name, gap.feed) == ("kasse", "orders", "orders-*.csv")
    assert gap.days == (missed,)


def test_a_shop_that_rests_on_sundays_misses_no_sunday() -> None:
    came = days(MONDAY, 28, without=(6,))

    assert gaps(files_of(came), date(2025, 3, 31)) == []


def test_a_daily_feed_that_stopped_is_named_until_it_comes_again() -> None:
    came = days(MONDAY, 21)

    (gap,) = gaps(files_of(came), date(2025, 3, 26))

    assert gap.days == (date(2025, 3, 24), date(2025, 3, 25))
    assert gaps(files_of(came), date(2025, 3, 24)) == [], "today's file may still come"


@pytest.mark.parametrize(
    "came",
    [
        days(MONDAY, 6),  # too few to have a rhythm
        [MONDAY + timedelta(weeks=n) for n in range(20)],  # weekly
        [date(2025, month, 1) for month in range(1, 13)],  # monthly
        [MONDAY + timedelta(days=2 * n) for n in range(20)],  # every other day
    ],
)
def test_of_any_other_rhythm_nothing_is_inferred(came: list[date]) -> None:
    late = came[-1] + timedelta(days=40)

    assert gaps(files_of(came), late) == []


def test_a_name_with_two_dates_is_a_period_and_no_day() -> None:
    came = days(MONDAY, 28)
    names = [("kasse", "orders", f"orders-{day}_{day + timedelta(days=6)}.csv") for day in came]

    assert gaps(names[::2], date(2025, 4, 30)) == []


@given(st.sets(st.integers(0, 59), min_size=1), st.integers(60, 70))
def test_no_day_that_came_is_ever_missing(offsets: set[int], today: int) -> None:
    came = [MONDAY + timedelta(days=n) for n in offsets]

    for gap in gaps(files_of(came, "{}/orders.csv"), MONDAY + timedelta(days=today)):
        assert not set(gap.days) & set(came)
        assert list(gap.days) == sorted(gap.days)


def test_a_missing_daily_file_is_told_by_the_verb(house: House) -> None:
    today = datetime.now(UTC).date()
    for back in range(1, 22):
        if back not in (5, 6):
            day = today - timedelta(days=back)
            row = f"{back},{day}T10:00:00Z,EUR"
            house.drop(
                f"kasse/orders_{day:%Y%m%d}.csv", f"source_order_id,ordered_at,currency\n{row}\n"
            )
    house.land()

    (missing,) = payload()["missing"]

    assert missing["feed"] == "orders_*.csv"
    assert missing["days"] == [str(today - timedelta(days=back)) for back in (6, 5)]
    shown = " ".join(CliRunner().invoke(main, ["status"]).output.split())
    assert "missing: kasse/orders_*.csv, which came daily:" in shown
