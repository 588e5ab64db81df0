"""Stories of rows that did not land at first: looked at, repaired, tried once more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from pipelines.cli import main
from pipelines.sources import TOOLS
from pipelines.sources.contract import Csv, Excel, Source, Table, fields

from .landing_house import CONTACTS, House

BROKEN = CONTACTS + '3,c@example.com,31.12.1990\n4,"d@example.com,1980-01-01\n5,e@example.com\n'


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    house = House(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(house.settings.warehouse))
    monkeypatch.setenv("STAMMKUNDE_EXPORTS", str(house.settings.exports))
    return house


def cdp(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    if "--json" not in words:
        assert max(len(line) for line in result.output.splitlines()) <= 80
    return result


def cdp_json(*words: object) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(cdp(*words, "--json").output)
    return payload


def sums(house: House) -> list[tuple[Any, ...]]:
    return house.rows("select row_count, landed_count, quarantined_count from landing.files")


def test_rows_are_repaired_in_a_text_file_and_land_where_they_belong(house: House) -> None:
    house.drop("kasse/contacts.csv", BROKEN)
    load_id = house.land().load_id
    file = Path("repair.txt")

    assert cdp_json("quarantine", "export", file) == {"file": str(file), "rows": 3}
    text = file.read_text()
    assert "source_record_id,email,birth_date" in text
    assert "birth_date is not a date" in text
    file.write_text(
        text.replace("31.12.1990", "1990-12-31")
        .replace('"d@example.com', "d@example.com")
        .replace("5,e@example.com\n", "5,e@example.com,\n")
    )
    report = cdp_json("quarantine", "replay", "--file", file)

    assert (report["tried"], report["repaired"], report["landed"]) == (3, 3, 3)
    assert house.rows(
        "select source_record_id, email, birth_date, _row_number, _load_id"
        " from raw_template.contacts where _row_number > 2 order by 1"
    ) == [
        ("3", "c@example.com", "1990-12-31", 3, load_id),
        ("4", "d@example.com", "1980-01-01", 4, load_id),
        ("5", "e@example.com", None, 5, load_id),
    ]
    assert house.quarantine() == []
    assert sums(house) == [(5, 5, 0)]
    assert cdp("quarantine", "list").output == "The quarantine is empty.\n"


def test_the_ledger_keeps_what_a_row_was_and_what_was_made_of_it(house: House) -> None:
    house.drop("kasse/contacts.csv", CONTACTS + "3,c@example.com,31.12.1990\n")
    house.land()
    file = Path("repair.txt")
    cdp("quarantine", "export", file)
    file.write_text(file.read_text().replace("31.12.1990", "1990-12-31"))
    report = cdp_json("quarantine", "replay", "--file", file)

    assert house.rows(
        "select row_number, is_repaired, has_landed, raw_text, replayed_text, load_id"
        " from landing.replays"
    ) == [
        (
            *(3, True, True),
            "3,c@example.com,31.12.1990",
            "3,c@example.com,1990-12-31",
            report["load_id"],
        )
    ]
    ((kind, read_by),) = house.rows(
        f"select kind, read_by from landing.loads where load_id = '{report['load_id']}'"
    )
    assert kind == "replay"
    assert "@" in read_by
    assert house.rows(
        "select row_count, landed_count, quarantined_count from landing.readings order by load_id"
    ) == [(3, 2, 1), (3, 3, 0)]


def test_a_file_replayed_twice_changes_nothing_the_second_time(house: House) -> None:
    house.drop("kasse/contacts.csv", BROKEN)
    house.land()
    file = Path("repair.txt")
    cdp("quarantine", "export", file)
    file.write_text(file.read_text().replace("31.12.1990", "1990-12-31"))
    cdp("quarantine", "replay", "--file", file)
    before = house.rows("select * exclude (_load_id) from raw_template.contacts order by all")

    again = cdp_json("quarantine", "replay", "--file", file)

    assert [again["landed"], len(again["unknown"])] == [0, 1]
    assert (
        house.rows("select * exclude (_load_id) from raw_template.contacts order by all") == before
    )
    house.land()
    assert sums(house) == [(5, 3, 2)]


def test_what_fails_again_stays_with_its_new_reason(house: House) -> None:
    house.drop("kasse/contacts.csv", CONTACTS + "3,c@example.com,31.12.1990\n")
    house.land()
    file = Path("repair.txt")
    cdp("quarantine", "export", file)
    file.write_text(file.read_text().replace("3,c@example.com,31.12.1990", ",c@example.com,"))
    report = cdp_json("quarantine", "replay", "--file", file)

    assert [failed["reason"] for failed in report["failed"]] == ["source_record_id is empty"]
    assert [row[2:] for row in house.quarantine()] == [
        ("source_record_id", "source_record_id is empty")
    ]
    assert sums(house) == [(3, 2, 1)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the row is empty"),
        ("3,c@example.com,1990-12-31\n6,,", "several lines"),
        ('3,"c@example.com,1990-12-31', "a quote is opened"),
        ("3,c@example.com", "2 values where the header has 3"),
    ],
)
def test_a_repair_that_is_no_row_of_the_file_is_named(text: str, reason: str, house: House) -> None:
    house.drop("kasse/contacts.csv", CONTACTS + "3,c@example.com,31.12.1990\n")
    house.land()
    file = Path("repair.txt")
    cdp("quarantine", "export", file)
    file.write_text(file.read_text().replace("3,c@example.com,31.12.1990", text))

    (failed,) = cdp_json("quarantine", "replay", "--file", file)["failed"]

    assert reason in failed["reason"]
    assert sums(house) == [(3, 2, 1)]


def test_rows_land_as_they_are_once_the_contract_takes_them(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tool(csv: Csv) -> Source:
        stock = Table("stock", csv=csv, columns=fields("sku!", "counted! date"))
        return Source("till", (stock,))

    monkeypatch.setitem(TOOLS, "till", tool(Csv()))
    house.drop("till/stock.csv", "sku;counted\na;2025-12-31\nb;31.12.2025\n")
    house.land()
    assert cdp_json("quarantine", "replay")["landed"] == 0

    monkeypatch.setitem(TOOLS, "till", tool(Csv(date_format="%d.%m.%Y")))
    report = cdp_json("quarantine", "replay", "till")

    assert (report["tried"], report["repaired"], report["landed"]) == (1, 0, 1)
    assert house.rows("select sku, counted from raw_till.stock order by 1") == [
        ("a", "2025-12-31"),
        ("b", "31.12.2025"),
    ]


def test_a_json_record_is_repaired_even_if_it_stands_on_several_lines(house: House) -> None:
    products = [{"id": 1}, {"id": 2, "updated_at": 7, "variants": [{"price": "0.10"}]}, {"id": 3}]
    house.drop("shopify/products.json", json.dumps({"products": products}, indent=2))
    house.land()
    file = Path("repair.txt")
    cdp("quarantine", "export", file, "shopify")
    file.write_text(file.read_text().replace('"updated_at": 7', '"updated_at": "2025-01-01"'))
    report = cdp_json("quarantine", "replay", "--file", file)

    assert report["landed"] == 1
    assert house.rows(
        "select id, updated_at, variants, _row_number from raw_shopify.products order by 1"
    ) == [
        ("1", None, None, 1),
        ("2", "2025-01-01", '[{"price":"0.10"}]', 2),
        ("3", None, None, 3),
    ]
    assert sums(house) == [(3, 3, 0)]


def test_a_broken_json_line_is_repaired(house: House) -> None:
    house.drop("kasse/contacts.jsonl", '{"source_record_id": 1}\n{"source_record_id": 2\n\n')
    house.land()
    file = Path("repair.txt")
    cdp("quarantine", "export", file)
    file.write_text(file.read_text().replace('{"source_record_id": 2', '{"source_record_id": 2}'))

    assert cdp_json("quarantine", "replay", "--file", file)["landed"] == 1
    assert house.rows(
        "select source_record_id, _row_number from raw_template.contacts order by 2"
    ) == [("1", 1), ("2", 2)]


def test_a_row_of_a_workbook_is_repaired(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    stock = Table(
        "stock",
        csv=Csv(decimal=","),
        excel=Excel(),
        columns=fields("sku!", "label", "price decimal", "note"),
    )
    monkeypatch.setitem(TOOLS, "till", Source("till", (stock,)))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (["sku", "label", "price", "note"], ["a", '5" pipe', 1.5], ["b", '"x"', "free"]):
        sheet.append(cells)
    path = house.drop("till/stock.xlsx", "")
    book.save(path)
    house.land()
    file = Path("repair.txt")
    cdp("quarantine", "export", file)
    file.write_text(file.read_text().replace("\tfree", "\t0,00"))

    assert cdp_json("quarantine", "replay", "--file", file)["failed"] == []
    assert house.rows("select sku, label, price, note from raw_till.stock order by 1") == [
        ("a", '5" pipe', "1,5", None),
        ("b", '"x"', "0,00", None),
    ]


MAPPING = """
files: ["sales*.csv"]
csv: { delimiter: ";", decimal: "," }
concepts:
  order_lines:
    columns:
      source_order_line_id: { join: [Bon, "row_number()"], with: "-" }
      source_order_id: Bon
      quantity: Menge
      unit_price_amount: Preis
"""


def test_a_row_of_a_mapped_file_keeps_its_number_in_what_is_made_of_it(house: House) -> None:
    house.drop("shop/mapping.yml", MAPPING)
    house.drop("shop/sales.csv", "Bon;Menge;Preis\nb1;1;9,99\nb1;zwei;1,00\nb2;3;2,50\n")
    house.land()
    file = Path("repair.txt")
    cdp("quarantine", "export", file)
    file.write_text(file.read_text().replace("b1;zwei;1,00", "b1;2;1,00"))

    assert cdp_json("quarantine", "replay", "--file", file)["landed"] == 1
    assert house.rows(
        "select source_order_line_id, quantity, _row_number from raw_template.order_lines"
        " order by 3"
    ) == [("b1-1", "1", 1), ("b1-2", "2", 2), ("b2-3", "3", 3)]
    assert sums(house) == [(3, 3, 0)]


def test_a_repair_holds_when_a_changed_mapping_reads_the_file_anew(house: House) -> None:
    """Even if the rows have other numbers now, and only where the row is still no sound one."""
    house.drop("shop/mapping.yml", MAPPING)
    rows = "b1;1;9,99\nb1;zwei;1,00\nb2;drei;1,00\nb2;3;zehn\nb3;vier;1,00\n"
    house.drop("shop/sales.csv", f"Bon;Menge;Preis\n{rows}")
    house.land()
    file = Path("repair.txt")
    cdp("quarantine", "export", file)
    text = file.read_text().replace("b1;zwei;1,00", "b1;2;1,00").replace("b2;drei", "b2;drei!")
    file.write_text(text.replace("b2;3;zehn", "b2;3;10,00"))
    assert cdp_json("quarantine", "replay", "--file", file)["landed"] == 2
    file.unlink()
    cdp("quarantine", "export", file)
    file.write_text(file.read_text().replace("b2;drei!", "b2;3"))
    assert cdp_json("quarantine", "replay", "--file", file)["landed"] == 1
    lines = "select quantity, unit_price_amount from raw_template.order_lines order by all"
    repaired = [("1", "9.99"), ("2", "1.00"), ("3", "1.00"), ("3", "10.00")]
    assert house.rows(lines) == repaired

    house.drop("shop/mapping.yml", MAPPING + "      tax_amount: { value: '0' }\n")
    report = house.land()

    assert house.rows(lines) == repaired
    assert house.rows("select distinct tax_amount from raw_template.order_lines") == [("0",)]
    assert (report.landed_rows, report.quarantined_rows) == (4, 1)
    assert "3 rows repaired earlier" in " ".join(report.lines())
    assert [row[1] for row in house.quarantine()] == [6]
    assert sums(house) == [(5, 4, 1)]
    assert house.land().of("already")
    assert house.rows(lines) == repaired

    skipping = MAPPING.replace('decimal: ","', 'decimal: ",", total_row: "b1;1;.*"')
    house.drop("shop/mapping.yml", skipping)
    house.land()

    assert house.rows(lines) == repaired[1:]
    assert sums(house) == [(4, 3, 1)]


def test_a_repair_that_the_changed_mapping_does_not_take_is_tried_once(house: House) -> None:
    house.drop("shop/mapping.yml", MAPPING)
    house.drop("shop/sales.csv", "Bon;Menge;Preis\nb1;zwei;1,00\n")
    house.land()
    file = Path("repair.txt")
    cdp("quarantine", "export", file)
    file.write_text(file.read_text().replace("zwei", "2"))
    cdp("quarantine", "replay", "--file", file)
    house.drop("shop/mapping.yml", MAPPING.replace('","', '"."'))
    house.land()
    assert house.rows("select raw_text from landing.quarantine") == [("b1;2;1,00",)]
    tries = "select count(*) from landing.replays"
    assert house.rows(tries) == [(2,)]

    house.land()

    assert house.rows(tries) == [(2,)]


def test_a_replayed_row_does_not_overtake_a_later_file(house: House) -> None:
    """It is as old as its file, whenever somebody found the time to repair it."""
    house.drop("kasse/contacts.csv", CONTACTS + "3,old@example.com,31.12.1990\n")
    first = house.land().load_id
    house.drop("kasse/contacts-2.csv", "source_record_id,email\n3,new@example.com\n")
    second = house.land().load_id
    file = Path("repair.txt")
    cdp("quarantine", "export", file)
    file.write_text(file.read_text().replace("31.12.1990", ""))
    cdp("quarantine", "replay", "--file", file)

    assert house.rows(
        "select email, _load_id from raw_template.contacts where source_record_id = '3'"
        " order by _load_id"
    ) == [("old@example.com", first), ("new@example.com", second)]


def test_a_repaired_record_of_a_full_export_is_there_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = Table(
        "articles",
        csv=Csv(),
        key=("sku",),
        is_full_export=True,
        columns=fields("sku!", "price decimal"),
    )
    monkeypatch.setitem(TOOLS, "till", Source("till", (articles,)))
    house.drop("till/articles-1.csv", "sku,price\na,1\nb,2\nc,3\n")
    house.land()
    house.drop("till/articles-2.csv", 'sku,price\na,1\n"b,2\nd,4\n')
    house.land()
    gone = "select distinct sku from raw_till.articles where _missing_since is not null order by 1"
    assert house.rows(gone) == [], "the broken row could be any record's"
    file = Path("repair.txt")
    cdp("quarantine", "export", file)
    file.write_text(file.read_text().replace('"b,2', "b,2"))
    cdp("quarantine", "replay", "--file", file)

    assert house.rows(gone) == [("c",)]


def test_repairs_are_never_overwritten_and_are_for_the_owner_only(house: House) -> None:
    house.drop("kasse/contacts.csv", BROKEN)
    house.land()
    file = Path("repair.txt")
    cdp("quarantine", "export", file)

    assert file.stat().st_mode & 0o077 == 0
    refused = CliRunner().invoke(main, ["quarantine", "export", str(file)])
    assert refused.exit_code == 1
    assert "is there already" in refused.output


def test_rows_of_a_log_that_has_grown_are_the_longer_files_matter(house: House) -> None:
    house.drop("kasse/contacts.csv", "source_record_id,city\n1,Ulm\n2,Bo")
    house.land()
    assert [row[3] for row in house.quarantine()] == [
        "the last line has no line end, so it may be cut off; it is held back until the whole"
        " file arrives"
    ]
    house.drop("kasse/contacts.csv", "source_record_id,city\n1,Ulm\n2,Bonn\n3,Kiel\n")
    house.land()

    assert cdp("quarantine", "list").output == "The quarantine is empty.\n"
    assert house.rows(
        "select byte_count, held_count, superseded_by is not null from landing.files order by 1"
    ) == [(32, 1, True), (42, 0, False)]
    assert cdp_json("quarantine", "replay")["tried"] == 0
