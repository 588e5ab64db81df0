"""Bad input ends in quarantine or in an error that names it, and nothing else is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from .house import House

GOOD = "source_order_id;ordered_at;currency;total_amount\r\nA1;2026-03-01;EUR;10.00\r\n"


def drop(house: House, name: str, content: bytes) -> Path:
    path = house.exports / "my_shop" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """One drop folder with a sound file and every kind of bad one."""
    house = House(tmp_path_factory.mktemp("bad_input"))
    drop(house, "orders-good.csv", GOOD.encode())
    broken = GOOD.replace("A1", "B1") + "B2;2026-03-02\r\nB3;2026-03-03;EUR;3.00\r\n"
    drop(house, "orders-broken.csv", broken.encode())
    drop(house, "orders-decimal.csv", GOOD.replace("A1", "C1").replace("10.00", "10,0O").encode())
    drop(house, "orders-short.csv", b"source_order_id;currency\r\nD1;EUR\r\n")
    drop(house, "orders-latin.csv", GOOD.replace("A1", "Müller").encode("latin-1"))
    return house


@pytest.fixture(scope="module")
def said(house: House) -> str:
    """What landing says of it, once for all stories."""
    return house.cdp("land", "--json", expect=1)


def landed(house: House) -> set[str]:
    return {row[0] for row in house.query("select source_order_id from raw_template.orders")}


def quarantined(house: House, file: str) -> list[tuple[object, ...]]:
    return house.query(
        "select line_number, column_name, reason from landing.quarantine"
        f" where file_path = '{file}' order by all"
    )


def test_everything_sound_lands_beside_what_is_bad(house: House, said: str) -> None:
    assert landed(house) == {"A1", "B1", "B3"}


def test_a_broken_row_is_quarantined_with_its_line(house: House, said: str) -> None:
    ((line, _, reason),) = quarantined(house, "orders-broken.csv")
    assert line == 3
    assert reason


def test_a_wrong_decimal_is_quarantined_with_line_and_column(house: House, said: str) -> None:
    ((line, column, _),) = quarantined(house, "orders-decimal.csv")
    assert (line, column) == (2, "total_amount")


def test_a_missing_column_refuses_the_file_by_name(house: House, said: str) -> None:
    assert "orders-short.csv" in said
    assert "ordered_at" in said
    assert quarantined(house, "orders-short.csv") == []


def test_an_unknown_encoding_refuses_the_file_naming_line_and_byte(house: House, said: str) -> None:
    assert "orders-latin.csv" in said
    assert "line 2" in said
    assert quarantined(house, "orders-latin.csv") == []


def test_what_was_refused_lands_once_it_is_mended(house: House, said: str) -> None:
    drop(house, "orders-short.csv", GOOD.replace("A1", "D1").encode())
    drop(house, "orders-latin.csv", GOOD.replace("A1", "Müller").encode())

    house.cdp("land")

    assert landed(house) == {"A1", "B1", "B3", "D1", "Müller"}
