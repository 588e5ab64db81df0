"""Stories of the order in which files arrive: what they say counts, never the file's time."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from .landing_house import CONTACTS, House


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def products(*pairs: tuple[int, str]) -> dict[str, object]:
    """Products with the day in March 2025 on which each was last updated."""
    return {"products": [{"id": n, "updated_at": f"2025-03-{day}T08:00:00Z"} for n, day in pairs]}


def newest(house: House) -> list[tuple[str, str]]:
    """Each product's newest version, as any reader of raw would look for it."""
    return [
        (str(product), str(day))
        for product, day in house.rows(
            "select id, max(updated_at) from raw_shopify.products group by id order by id"
        )
    ]


@pytest.mark.parametrize("days", [-400, 0, 400], ids=lambda days: f"{days} days")
def test_a_file_copied_again_lands_nothing_twice_whatever_its_time(days: int, house: House) -> None:
    file = house.drop("kasse/contacts.csv", CONTACTS)
    house.land()
    before = house.everything()
    moment = file.stat().st_mtime + days * 86_400
    shutil.copyfile(file, file.with_name("contacts-copy.csv"))
    os.utime(file, (moment, moment))
    os.utime(file.with_name("contacts-copy.csv"), (moment, moment))

    assert {found.status for found in house.land().files} == {"already"}
    assert house.everything() == before


@pytest.mark.parametrize("days", [-400, 0, 400], ids=lambda days: f"{days} days")
def test_a_correction_lands_whether_its_file_looks_older_newer_or_the_same(
    days: int, house: House
) -> None:
    file = house.drop("kasse/contacts.csv", CONTACTS)
    first = house.land().load_id
    moment = file.stat().st_mtime + days * 86_400
    corrected = CONTACTS.replace("ada@", "eve@")
    assert len(corrected) == len(CONTACTS), "not even its size tells"
    house.drop("kasse/contacts.csv", corrected)
    os.utime(file, (moment, moment))
    second = house.land().load_id

    assert house.rows(
        "select email, _load_id from raw_template.contacts where source_record_id = '1'"
        " order by _load_id"
    ) == [("ada@example.com", first), ("eve@example.com", second)]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)], ids=str)
@pytest.mark.parametrize("runs", ["one run", "a run each"])
def test_in_whatever_order_exports_arrive_history_is_kept_whole(
    order: tuple[int, ...], runs: str, house: House
) -> None:
    """Overlapping exports: every statement once, and the newest is to be found."""
    exports = [products((1, "01"), (2, "01")), products((1, "02")), products((2, "03"), (3, "03"))]
    for place, number in enumerate(order):
        house.drop(f"shopify/products-{place}.json", exports[number])
        if runs == "a run each":
            house.land()
    house.land()

    assert house.rows("select count(*) from raw_shopify.products") == [(5,)]
    assert newest(house) == [
        ("1", "2025-03-02T08:00:00Z"),
        ("2", "2025-03-03T08:00:00Z"),
        ("3", "2025-03-03T08:00:00Z"),
    ]


def test_a_file_that_vanished_after_it_landed_stays_landed(house: House) -> None:
    file = house.drop("kasse/contacts.csv", CONTACTS)
    house.land()
    before = house.everything()
    file.unlink()

    assert house.land().files == []
    assert house.everything() == before


def test_one_bad_file_stops_no_good_one(house: House) -> None:
    house.drop("kasse/contacts-1.csv", CONTACTS)
    house.drop("kasse/contacts-2.csv", b"source_record_id,city\n2,K\xf6ln\n")
    house.drop("kasse/orders.csv", "source_order_id\n1\n")
    house.drop("shopify/products.json", products((1, "01")))

    report = house.land()

    assert sorted(file.file_path for file in report.refused) == ["contacts-2.csv", "orders.csv"]
    assert report.landed_rows == 3
    assert newest(house) == [("1", "2025-03-01T08:00:00Z")]
