"""Stories of exports that hold all records there are: what is missing from one is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.sources import TOOLS
from pipelines.sources.contract import Csv, Source, Table, fields

from .landing_house import House

ARTICLES = Table(
    "articles",
    csv=Csv(),
    key=("sku",),
    version="changed_at",
    is_full_export=True,
    shrink_limit=0.5,
    columns=fields("sku!", "price decimal", "changed_at timestamp"),
)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setitem(TOOLS, "warehousing", Source("warehousing", (ARTICLES,)))
    return House(tmp_path)


def articles(house: House, name: str, *rows: str) -> None:
    """Each row is sku,price,day of changed_at in March 2025."""
    lines = ["sku,price,changed_at"]
    for row in rows:
        sku, price, day = row.split(",")
        lines.append(f"{sku},{price},2025-03-{day}T00:00:00Z")
    house.drop(f"warehousing/{name}.csv", "\n".join([*lines, ""]))


def gone(house: House) -> list[str]:
    return [
        row[0]
        for row in house.rows(
            "select distinct sku from raw_warehousing.articles"
            " where _missing_since is not null order by 1"
        )
    ]


def test_a_record_that_the_newest_full_export_lacks_is_marked_and_kept(house: House) -> None:
    articles(house, "articles-1", "a,1,01", "b,2,01", "c,3,01")
    house.land()
    articles(house, "articles-2", "a,1,02", "c,3,01")
    report = house.land()

    assert gone(house) == ["b"]
    assert house.rows("select distinct _missing_since from raw_warehousing.articles") == [
        (None,),
        (report.load_id,),
    ]
    assert house.rows("select count(*) from raw_warehousing.articles") == [(5,)]
    assert report.payload()["gone"] == {"warehousing.articles": 1}
    assert any("lacks 1 record; marked as gone" in line for line in report.lines())


def test_a_record_that_comes_back_is_no_longer_gone(house: House) -> None:
    articles(house, "articles-1", "a,1,01", "b,2,01")
    house.land()
    articles(house, "articles-2", "a,1,02")
    house.land()
    articles(house, "articles-3", "a,1,03", "b,2,01")
    house.land()

    assert gone(house) == []


def test_several_full_exports_in_one_run_speak_in_their_order(house: House) -> None:
    articles(house, "articles-1", "a,1,01", "b,2,01")
    articles(house, "articles-2", "a,1,02", "c,1,02")
    house.land()

    assert gone(house) == ["b"]


def test_a_corrected_export_with_fewer_rows_takes_records_back(house: House) -> None:
    articles(house, "articles", "a,1,01", "b,2,02")
    house.land()
    articles(house, "articles", "a,1,01")
    house.land()

    assert gone(house) == ["b"]


def test_an_older_full_export_that_comes_late_is_history(house: House) -> None:
    articles(house, "articles-2", "a,5,02", "b,2,01", "c,3,02")
    house.land()
    articles(house, "articles-1", "a,1,01", "b,2,01", "old,9,01")
    house.land()

    assert gone(house) == ["old"]
    assert house.rows("select price from raw_warehousing.articles where sku = 'a' order by 1") == [
        ("1",),
        ("5",),
    ]


def test_a_full_export_that_shrinks_beyond_its_limit_is_refused_until_accepted(
    house: House,
) -> None:
    articles(house, "articles-1", *(f"{sku},1,01" for sku in "abcdefghij"))
    house.land()
    articles(house, "articles-2", *(f"{sku},1,02" for sku in "abcd"))

    refused = house.land()

    (file,) = refused.refused
    assert file.file_path == "articles-2.csv"
    assert file.reason == (
        "the full export has 4 records where the one before had 10; that is 60% less, and the"
        " limit is 50%; export it whole, or, if they are really gone, run"
        ' cdp land warehousing --accept "REASON"'
    )
    assert gone(house) == []
    assert house.rows("select count(*) from raw_warehousing.articles") == [(10,)]

    accepted = house.land(accept="season ended")

    assert accepted.refused == []
    assert gone(house) == list("efghij")
    assert house.rows("select change, decision from landing.schema_changes") == [
        (
            "shrunk_export",
            "accepted (season ended): the full export has 4 records where the one before had"
            " 10; that is 60% less, and the limit is 50%",
        )
    ]
    assert house.rows("select accepted_reason from landing.loads order by load_id") == [
        (None,),
        (None,),
        ("season ended",),
    ]


def test_a_record_whose_row_is_in_quarantine_is_not_gone(house: House) -> None:
    articles(house, "articles-1", "a,1,01", "b,2,01", "c,3,01")
    house.land()
    articles(house, "articles-2", "a,1,02", "b,much,02")
    house.land()

    assert gone(house) == ["c"]


def test_an_export_with_rows_that_nobody_can_read_says_nothing_is_gone(house: House) -> None:
    articles(house, "articles-1", "a,1,01", "b,2,01")
    house.land()
    file = house.settings.exports / "warehousing/articles-2.csv"
    file.write_text('sku,price,changed_at\na,1,2025-03-02T00:00:00Z\n"b\n')
    house.land()

    assert gone(house) == []


def test_the_same_export_again_changes_nothing(house: House) -> None:
    articles(house, "articles-1", "a,1,01", "b,2,01")
    house.land()
    articles(house, "articles-2", "a,1,02")
    house.land()
    before = house.everything()
    articles(house, "articles-2-again", "a,1,02")
    house.land()

    assert house.everything() == before
