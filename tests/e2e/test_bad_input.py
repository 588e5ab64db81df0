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


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path)
    drop(house, "orders-good.csv", GOOD.encode())
    return house


def landed(house: House) -> set[str]:
    return {row[0] for row in house.query("select source_order_id from raw_template.orders")}


def quarantined(house: House) -> list[tuple[object, ...]]:
    return house.query(
        "select file_path, line_number, column_name, reason from landing.quarantine order by all"
    )


def test_a_broken_row_is_quarantined_with_its_line(house: House) -> None:
    text = GOOD.replace("A1", "B1") + "B2;2026-03-02\r\nB3;2026-03-03;EUR;3.00\r\n"
    drop(house, "orders-broken.csv", text.encode())

    house.cdp("land")

    assert landed(house) == {"A1", "B1", "B3"}
    ((file, line, _, reason),) = quarantined(house)
    assert (file, line) == ("orders-broken.csv", 3)
    assert reason


def test_a_wrong_decimal_is_quarantined_with_line_and_column(house: House) -> None:
    drop(house, "orders-decimal.csv", GOOD.replace("A1", "C1").replace("10.00", "10,0O").encode())

    house.cdp("land")

    assert landed(house) == {"A1"}
    ((file, line, column, _),) = quarantined(house)
    assert (file, line, column) == ("orders-decimal.csv", 2, "total_amount")


def test_a_missing_column_refuses_the_file_by_name_and_lands_the_others(house: House) -> None:
    drop(house, "orders-short.csv", b"source_order_id;currency\r\nD1;EUR\r\n")

    said = house.cdp("land", "--json", expect=1)

    assert "orders-short.csv" in said
    assert "ordered_at" in said
    assert landed(house) == {"A1"}


def test_an_unknown_encoding_refuses_the_file_naming_line_and_byte(house: House) -> None:
    drop(house, "orders-latin.csv", GOOD.replace("A1", "Müller").encode("latin-1"))

    said = house.cdp("land", "--json", expect=1)

    assert "orders-latin.csv" in said
    assert "line 2" in said
    assert landed(house) == {"A1"}


def test_what_was_refused_lands_once_it_is_mended(house: House) -> None:
    path = drop(house, "orders-short.csv", b"source_order_id;currency\r\nD1;EUR\r\n")
    house.cdp("land", expect=1)
    path.write_bytes(GOOD.replace("A1", "D1").encode())

    house.cdp("land")

    assert landed(house) == {"A1", "D1"}
