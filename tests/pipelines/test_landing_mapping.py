"""Stories of tools without a connector: their files and a small mapping become our words."""

from __future__ import annotations

import csv
import gzip
import re
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.console import VerbError

from .landing_house import House, as_if_large
from .online_retail import AVAILABLE, FILES

MAPPING = """
files: verkauf*.csv
csv: {delimiter: ";", decimal: ",", encoding: cp1252}
time_zone: Europe/Berlin
formats: {Datum: "%d.%m.%Y %H:%M"}
concepts:
  contacts:
    one_per: Kunde
    columns:
      source_record_id: Kunde
      city: Ort
      updated_at: Datum
  orders:
    one_per: Beleg
    columns:
      source_order_id: Beleg
      ordered_at: Datum
      currency: {value: EUR}
      source_record_id: Kunde
      channel: {column: Weg, map: {L: store, N: online}}
      status: {column: Beleg, starts_with: {ST: cancelled}, otherwise: {value: paid}}
  order_lines:
    columns:
      source_order_line_id: {join: [Beleg, row_number()], with: "-"}
      source_order_id: Beleg
      quantity: Menge
      unit_price_amount: {column: Preis, trim_end: " €"}
"""

SALES = """Beleg;Datum;Weg;Kunde;Ort;Menge;Preis
100;30.03.2025 01:30;L;7;Köln;1;1.234,50 €
100;30.03.2025 01:30;L;7;Bonn;1;1.234,50 €
ST101;30.03.2025 03:30;N;;;-1;2,00 €
102;31.02.2025 10:00;N;8;Ulm;1;2,00 €
103;01.04.2025 10:00;X;8;Ulm;1;2,00 €
104;01.04.2025 10:00;N;9;Ulm;1;2.00
;;;;;;
"""


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path)
    house.drop("laden/mapping.yml", MAPPING)
    return house


def test_a_mapping_makes_contacts_orders_and_lines_of_one_file(house: House) -> None:
    house.drop("laden/verkauf-1.csv", SALES.encode("cp1252"))

    report = house.land()

    assert (report.landed_rows, report.quarantined_rows, report.refused) == (3, 4, [])
    assert house.rows("select source_name, source_record_id, city from raw_template.contacts") == [
        ("laden", "7", "Köln")
    ]
    # 30 March 2025: summer time begins at 2 o'clock, so these are 90 minutes apart in UTC
    assert house.rows(
        "select source_order_id, ordered_at, currency, source_record_id, channel, status"
        " from raw_template.orders order by 1"
    ) == [
        ("100", "2025-03-30T00:30:00Z", "EUR", "7", "store", "paid"),
        ("ST101", "2025-03-30T01:30:00Z", "EUR", None, "online", "cancelled"),
    ]
    assert house.rows(
        "select source_order_line_id, quantity, unit_price_amount"
        " from raw_template.order_lines order by _row_number"
    ) == [("100-1", "1", "1234.50"), ("100-2", "1", "1234.50"), ("ST101-3", "-1", "2.00")]


def test_a_mapping_reads_a_large_file_as_it_reads_a_small_one(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = House(tmp_path / "large")
    for each in (house, large):
        each.drop("laden/mapping.yml", MAPPING)
        each.drop("laden/verkauf-1.csv", SALES.encode("cp1252"))
    house.land()
    as_if_large(monkeypatch)
    large.land()

    assert large.everything() == house.everything()


def test_what_a_mapping_cannot_read_is_quarantined_with_its_own_column(house: House) -> None:
    house.drop("laden/verkauf-1.csv", SALES.encode("cp1252"))
    house.land()

    assert [(line, column) for _, line, column, _ in house.quarantine()] == [
        (5, "Datum"),
        (6, "Weg"),
        (7, "Preis"),
        (8, None),
    ]
    assert house.rows("select raw_text from landing.quarantine where line_number = 7") == [
        ("104;01.04.2025 10:00;N;9;Ulm;1;2.00",)
    ]


def test_a_time_that_cannot_be_is_told_as_it_is_and_not_as_empty(house: House) -> None:
    times = ("30.03.2025 02:30", "31.02.2025 10:00", "", "26.10.2025 02:30")
    rows = "".join(f"{number};{time};L;7;Ulm;1;2,00\n" for number, time in enumerate(times))
    house.drop("laden/verkauf-1.csv", SALES.splitlines()[0] + "\n" + rows)

    assert house.land().landed_rows == 1
    assert [(line, column, reason) for _, line, column, reason in house.quarantine()] == [
        (2, "Datum", "Datum never was in Europe/Berlin: clocks went forward"),
        (3, "Datum", "Datum is not a time in the form %d.%m.%Y %H:%M"),
        (4, "Datum", "Datum is empty (ordered_at needs a value)"),
    ]


def test_a_column_that_no_concept_uses_does_not_land_and_is_not_said_to(house: House) -> None:
    row = "100;30.03.2025 01:30;L;7;Ulm;1;2,00"
    house.drop("laden/verkauf-1.csv", f"{SALES.splitlines()[0]};Notiz\n{row};x\n")

    report = house.land()

    assert (report.landed_rows, report.changes) == (1, [])


def test_a_file_without_a_mapped_column_is_refused_by_name(house: House) -> None:
    house.drop("laden/verkauf-1.csv", "Beleg;Datum;Weg;Kunde;Ort;Menge\n")

    (refused,) = house.land().refused

    assert "the column Preis is missing" in (refused.reason or "")


def test_a_changed_mapping_reads_its_files_anew_and_leaves_nothing_of_the_old(
    house: House,
) -> None:
    rows = SALES.splitlines()[:3]
    house.drop("laden/verkauf-1.csv", "\n".join([*rows, ""]).encode("cp1252"))
    house.land()
    assert house.rows("select count(*), min(status) from raw_template.orders") == [(1, "paid")]
    other = MAPPING.replace("one_per: Kunde\n", "one_per: [Kunde, Ort]\n")
    house.drop("laden/mapping.yml", other.replace("starts_with: {ST:", 'starts_with: {"1":'))

    report = house.land()

    assert [file.status for file in report.files] == ["landed"]
    assert house.rows("select count(*), min(status) from raw_template.orders") == [(1, "cancelled")]
    assert house.rows("select city from raw_template.contacts order by 1") == [
        ("Bonn",),
        ("Köln",),
    ]
    assert house.rows("select count(*) from landing.files") == [(1,)]


#: Makes contacts of receipts, and with the rest orders, too.
FEW = """
files: [verkauf*.csv, contacts*.csv]
csv: {delimiter: ";", encoding: cp1252}
concepts:
  contacts:
    one_per: Beleg
    columns: {source_record_id: Beleg}
"""
MORE = (
    FEW
    + """
  orders:
    columns: {source_order_id: Beleg, ordered_at: {value: "2025-01-01"}, currency: {value: EUR}}
"""
)


def test_a_mapping_that_makes_more_or_less_of_a_file_leaves_nothing_of_the_old(
    house: House,
) -> None:
    """A concept is added, one goes, the mapping goes, and it comes back."""
    house.drop("laden/verkauf-1.csv", "Beleg\n100\n100\n")
    house.drop("laden/contacts.csv", "Beleg;source_record_id\n9;7\n")
    counts = (
        "select (select count(*) from raw_template.contacts),"
        " (select count(*) from raw_template.orders)"
    )
    files = "select count(*), sum(row_count) from landing.files where status = 'landed'"

    for mapping, expected in [(FEW, (2, 0)), (MORE, (2, 3)), (FEW, (2, 0)), (MORE, (2, 3))]:
        house.drop("laden/mapping.yml", mapping)
        house.land()
        assert house.rows(counts) == [expected]
        assert house.rows(files) == [(2, 3)]
    (house.settings.exports / "laden" / "mapping.yml").unlink()
    house.land()
    assert house.rows("select source_record_id, beleg from raw_template.contacts order by 1") == [
        ("100", None),
        ("7", "9"),
    ]
    assert house.rows(counts) == [(2, 2)]
    house.drop("laden/mapping.yml", MORE)
    house.land()
    assert house.rows(counts) == [(2, 3)]


#: what stands in the mapping -> what instead -> what the error must name
MISTAKES = {
    "an unknown key": ("files:", "file:", "key file: unknown.*files"),
    "an unknown concept": ("  contacts:", "  customers:", "key concepts.customers: unknown"),
    "a column that is not ours": (
        "city: Ort",
        "town: Ort",
        r"key concepts\.contacts\.columns\.town: unknown; use one of source_record_id",
    ),
    "a required column left out": (
        "currency: {value: EUR}",
        "",
        r"concepts\.orders: currency is missing; map currency",
    ),
    "an unknown zone": ("Europe/Berlin", "Europe/Bonn", "key time_zone: Europe/Bonn is unknown"),
    "an unknown encoding": ("cp1252", "ansi-7", r"key csv\.encoding: ansi-7 is unknown"),
    "a decimal that is none": ('decimal: ","', "decimal: x", r"key csv\.decimal"),
    "two verbs at once": (
        "{value: EUR}",
        "{value: EUR, column: Ort}",
        r"key concepts\.orders\.columns\.currency: not understood",
    ),
    "a misspelt extra": ("trim_end", "trimend", r"unit_price_amount\.trimend: unknown"),
    "a format nobody uses": ("{Datum:", "{Tag:", r"key formats\.Tag: no concept reads"),
    "broken YAML": ("concepts:", "concepts: [", "line .*no valid YAML"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_a_mapping_is_an_error_that_names_the_key(house: House, name: str) -> None:
    old, new, words = MISTAKES[name]
    assert old in MAPPING
    house.drop("laden/mapping.yml", MAPPING.replace(old, new, 1))
    house.drop("laden/verkauf-1.csv", SALES.encode("cp1252"))
    house.drop("kasse/contacts.csv", "source_record_id\n")

    report = house.land()

    (refused,) = report.refused
    assert (refused.source_name, refused.file_path) == ("laden", "mapping.yml")
    assert [f.source_name for f in report.of("landed")] == ["kasse"]
    assert re.search(words, (refused.reason or "").replace("\n", " ")), refused.reason


def test_a_mapping_is_for_folders_without_a_connector(house: House) -> None:
    house.drop("shopify/orders.json", {"orders": []})
    with pytest.raises(VerbError, match="shopify is a tool with a module of its own"):
        house.land("shopify", mapping=house.settings.exports / "laden/mapping.yml")


@pytest.mark.skipif(not AVAILABLE, reason="the data set lies beside a checkout")
def test_real_days_of_a_shop_land_as_an_independent_count_has_them(
    tmp_path: Path, root: Path
) -> None:
    names = ["2010-12-01.csv.gz", "2011-03-01.csv.gz", "2011-12-09.csv.gz"]
    folder = tmp_path / "drop"
    folder.mkdir()
    rows = []
    for name in names:
        shutil.copy(FILES / name, folder)
        with gzip.open(FILES / name, "rt", encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    house = House(tmp_path)

    report = house.land(
        "online_retail", folder=folder, mapping=root / "examples/online_retail/mapping.yml"
    )

    assert (report.landed_rows, report.quarantined_rows) == (len(rows), 0)
    invoices = {row["InvoiceNo"] for row in rows}
    assert house.rows("select count(*), count(*) filter (where status = 'cancelled')"
                      " from raw_template.orders") == [
        (len(invoices), sum(number.startswith("C") for number in invoices))
    ]  # fmt: skip
    assert house.rows(
        "select count(distinct source_record_id), count(*) filter (where source_record_id is null)"
        " from raw_template.contacts"
    ) == [(len({row["CustomerID"] for row in rows} - {""}), 0)]
    ((lines, ids, value),) = house.rows(
        "select count(*), count(distinct source_order_line_id), sum(cast(quantity as decimal(18,4))"
        " * cast(unit_price_amount as decimal(18,4))) from raw_template.order_lines"
    )
    assert (lines, ids) == (len(rows), len(rows))
    assert value == sum(Decimal(row["Quantity"]) * Decimal(row["UnitPrice"]) for row in rows)
    landed = Counter(house.rows("select product_id, product_name from raw_template.order_lines"))
    assert landed == Counter((row["StockCode"], row["Description"] or None) for row in rows)
