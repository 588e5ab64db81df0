"""Records of a resource that no table holds wait in quarantine until one is declared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.landing import json_splitter, snapshots
from pipelines.sources import TOOLS
from pipelines.sources.contract import Csv, Json, Source, Table, fields

from .landing_house import CONTACTS, House

STOCK = Table("stock", csv=Csv(), json=Json("stock"), columns=fields("sku!"))
COLLECTS = Table("collects", json=Json("collects"), columns=fields("id!", "since date"))


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    house = House(tmp_path)
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(house.settings.warehouse))
    monkeypatch.setenv("STAMMKUNDE_EXPORTS", str(house.settings.exports))
    monkeypatch.setitem(TOOLS, "till", Source("till", (STOCK,)))
    return house


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda: monkeypatch.setitem(TOOLS, "till", Source("till", (STOCK, COLLECTS)))


def cdp(*words: str) -> str:
    result = CliRunner().invoke(main, list(words), catch_exceptions=False)
    assert result.exit_code == 0
    if "--json" not in words:
        assert max(len(line) for line in result.output.splitlines()) <= 80
    return result.output


def kept(house: House) -> list[tuple[Any, ...]]:
    return house.rows(
        "select row_number, line_number, reason, raw_text from landing.quarantine"
        " order by file_path, row_number"
    )


def sums(house: House) -> list[tuple[Any, ...]]:
    return house.rows(
        "select table_name, status, row_count, landed_count, quarantined_count"
        " from landing.files order by all"
    )


#: file -> (text, what it holds, lines of its records)
STRAYS = {
    "collects.json": ('{"collects": [{"id": 1},\n {"id":  2.50}]}', "collects", [1, 2]),
    "collects-1.json": ('{"next": "x", "collects": [{"id": 1}], "n": 1}', "collects", [1]),
    "shop.json": ('{"shop": {"id": 1}}', "shop", [1]),
    "ids.json": ("[ 7, 8 ]", "ids", [1, 1]),
    "log.jsonl": ('{"id": 1}\n\nno json\n', "log", [1, 3]),
    "none.json": ('{"none": []}', "none", []),
}
#: Where more than paging stands around a list, it is a part of the one record.
WHOLE = {
    "listing.json": ('{"id": 1, "tags": ["a"], "count": 1}', "listing", [1]),
    "pages.json": ('\n{"pages": [{"id": 1}], "users": [{"id": 2}]}', "pages", [2]),
    "count.json": ('{"count": 3}', "count", [1]),
    "cut.json": ('{"cut": [{"id": 1}, {"id"', "cut", [1]),
}


def test_each_record_is_kept_as_it_stands(house: House) -> None:
    for name, (text, _, _) in (STRAYS | WHOLE).items():
        house.drop(f"till/{name}", text)

    report = house.land()

    assert report.refused == []
    for name, (text, resource, lines) in (STRAYS | WHOLE).items():
        found = house.rows(
            "select line_number, raw_text, reason from landing.quarantine"
            f" where file_path = '{name}' order by row_number"
        )
        assert [line for line, _, _ in found] == lines
        assert {reason for _, _, reason in found} <= {f'no table of till holds "{resource}"'}
        assert all(raw_text in text for _, raw_text, _ in found)
        if name in WHOLE:
            assert found[0][1] == text.strip()
        (file,) = [file for file in report.of("landed") if file.file_path == name]
        assert (file.row_count, file.landed_count, file.quarantined_count) == (
            (len(lines), 0, len(lines))
        )
    assert len(house.land().of("already")) == len(STRAYS | WHOLE)
    assert len(kept(house)) == sum(len(lines) for _, _, lines in (STRAYS | WHOLE).values())


def test_what_is_a_tables_under_another_name_says_how_to_call_it(house: House) -> None:
    house.drop("till/shelf.json", '{"stock": [{"sku": "a"}]}')
    house.land()

    ((_, _, reason, _),) = kept(house)

    assert reason == (
        'no table of till holds "shelf"; if these are stock, call the file stock-....json'
    )
    (house.settings.exports / "till" / "shelf.json").rename(
        house.settings.exports / "till" / "stock-2.json"
    )
    house.land()
    assert house.rows("select sku from raw_till.stock") == [("a",)]
    assert kept(house) == []
    assert sums(house) == [("stock", "landed", 1, 1, 0)]


def test_a_copy_of_what_has_landed_is_no_stray(house: House) -> None:
    """Whichever of the two is found first, in one run or in two."""
    house.drop("till/a-backup.json", '{"stock": [{"sku": "a"}]}')
    house.drop("till/stock.json", '{"stock": [{"sku": "a"}]}')
    house.land()
    house.drop("till/b-backup.json", '{"stock": [{"sku": "a"}]}')
    house.land()

    assert sums(house) == [("stock", "landed", 1, 1, 0)]
    assert kept(house) == []


def test_it_lands_by_itself_once_a_table_is_declared(house: House, declared: Any) -> None:
    house.drop("till/collects.json", '{"collects": [{"id": 1}, {"id": 2, "since": "x"}]}')
    house.land()
    declared()
    house.land()

    assert house.rows("select id from raw_till.collects") == [("1",)]
    assert [reason for _, _, reason, _ in kept(house)] == ["since is not a date such as 2025-12-31"]
    assert sums(house) == [("collects", "landed", 2, 1, 1)]


def test_it_is_replayed_even_if_its_file_is_gone(house: House, declared: Any) -> None:
    file = house.drop("till/collects.json", '{"collects": [{"id": 1}, {"id": 2, "since": "x"}]}')
    load_id = house.land().load_id
    file.unlink()
    assert "2 rows not tried: no table holds such" in cdp("quarantine", "replay")
    declared()

    report = json.loads(cdp("quarantine", "replay", "--json"))

    assert (report["tried"], report["landed"], report["waiting"]) == (2, 1, 0)
    assert house.rows("select id, _row_number, _load_id from raw_till.collects") == [
        ("1", 1, load_id)
    ]
    assert sums(house) == [("collects", "landed", 2, 1, 1)]
    assert [row["column_name"] for row in json.loads(cdp("quarantine", "list", "--json"))["rows"]]


def test_they_do_not_hide_the_rows_that_need_a_hand(house: House, tmp_path: Path) -> None:
    for number in range(3):
        records = [{"id": each} for each in range(50)]
        house.drop(f"till/collects-{number}.json", json.dumps({"n": number, "collects": records}))
    house.drop("kasse/contacts.csv", CONTACTS + "3,c@example.com,31.12.1990\n")

    said = cdp("land")
    listed = cdp("quarantine", "list")
    status = cdp("status")

    assert "150 rows of 3 files of till that no table holds, kept in quarantine" in said
    first, *rest = listed.splitlines()
    assert "kasse/contacts.csv, line 4" in first
    assert "till/collects-0.json, 3 files, 150 rows" in listed
    assert len(rest) < 8
    assert "(no table)" in status
    file = tmp_path / "repair.txt"
    assert json.loads(cdp("quarantine", "export", str(file), "--json"))["rows"] == 1
    group = json.loads(cdp("quarantine", "list", "--json"))["of_no_table"][0]
    assert '"id": 0' in cdp("quarantine", "show", group["first_id"])


def test_what_is_no_data_or_cannot_be_read_is_named_and_left(house: House) -> None:
    house.drop("till/README.txt", "Hello")
    house.drop("till/.DS_Store", b"\0\1")
    house.drop("till/damaged.json", b'{"collects": ["\0"]}')

    report = house.land()

    assert {file.file_path: file.status for file in report.files} == {
        "README.txt": "ignored",
        "damaged.json": "ignored",
    }
    (damaged,) = [file for file in report.files if file.file_path == "damaged.json"]
    assert "holds a NUL byte" in str(damaged.reason)
    assert kept(house) == []


def test_a_large_file_is_parted_as_a_small_one_is(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_splitter, "_STRETCH", 100)
    monkeypatch.setattr(snapshots, "_BLOCK", 64)
    records = [{"id": number, "note": 'a "[quoted]" {sign'} for number in range(500)]
    house.drop("till/collects.json", json.dumps({"page": {"next": "x"}, "collects": records}))
    house.drop("till/tail.json", json.dumps({"collects": records, "tags": ["a"]}))

    house.land()

    of_file = dict(
        house.rows("select file_path, row_count from landing.files where table_name = ''")
    )
    assert of_file == {"collects.json": 500, "tail.json": 1}
    texts = house.rows(
        "select raw_text from landing.quarantine where file_path = 'collects.json'"
        " order by row_number"
    )
    assert [json.loads(text) for (text,) in texts] == records
