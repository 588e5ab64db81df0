"""Stories of bad input: into quarantine with its place, or refused by name; nothing else lost."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from .landing_house import CONTACTS, LINES_HEADER, House, till_line

LINES = "dsfinvk/K1-2025-03/lines.csv"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def csv(*rows: str) -> str:
    return "\r\n".join((LINES_HEADER, *rows)) + "\r\n"


#: rows of a till's lines.csv -> line, column and words of what goes to quarantine
BROKEN_ROWS = {
    "a wrong decimal": (till_line(2, price="19.99"), 3, "STK_BR", "decimal number with a comma"),
    "a decimal with letters": (till_line(2, price="1O,00"), 3, "STK_BR", "decimal number"),
    "a decimal that no money column holds": (
        till_line(2, price="123456789012345,00"), 3, "STK_BR", "decimal number"),
    "a short row": ("K1;2025-03-31T20:00:00+02:00;1;b1", 3, None, "4 values where .* 9"),
    "a long row": (till_line(2) + ";x", 3, None, "10 values where the header has 9"),
    "an open quote": (till_line(2, '"Hose'), 3, None, "quote"),
    "a missing key": (till_line(2).replace("K1", "", 1), 3, "Z_KASSE_ID", "is empty"),
    "a day that is none": (
        till_line(2).replace("03-31", "02-30", 1), 3, "Z_ERSTELLUNG", "not a time"),
    "a total row": ("Summe;;;;;;;2,000;39,98", 3, "Z_ERSTELLUNG", "is empty"),
    "the header again": (LINES_HEADER, 3, "Z_ERSTELLUNG", "not a time"),
}  # fmt: skip


@pytest.fixture(scope="module")
def broken_rows(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Every broken row in a file of its own, between two sound ones, landed in one run."""
    house = House(tmp_path_factory.mktemp("broken_rows"))
    for name, (row, *_) in BROKEN_ROWS.items():
        house.drop(f"dsfinvk/{name}/lines.csv", csv(till_line(1, name), row, till_line(3, name)))
    assert house.land().refused == []
    return house


@pytest.mark.parametrize("name", BROKEN_ROWS)
def test_a_broken_row_goes_to_quarantine_alone(broken_rows: House, name: str) -> None:
    row, line, column, reason = BROKEN_ROWS[name]

    assert broken_rows.rows(
        "select pos_zeile, _row_number from raw_dsfinvk.lines"
        f" where artikeltext = '{name}' order by 2"
    ) == [("1", 1), ("3", 3)]
    ((at, of, why, text),) = broken_rows.rows(
        "select line_number, column_name, reason, raw_text from landing.quarantine"
        f" where file_path = '{name}/lines.csv'"
    )
    assert (at, of, text) == (line, column, row)
    assert re.search(reason, why), why


def test_rows_in_are_rows_landed_plus_rows_quarantined_in_the_ledger(house: House) -> None:
    house.drop(LINES, csv(till_line(1), "kaputt", "", till_line(3, price="x"), till_line(4)))

    house.land()

    assert house.rows("select row_count, landed_count, quarantined_count, status"
                      " from landing.files") == [(4, 2, 2, "landed")]  # fmt: skip


def test_a_quoted_newline_is_two_broken_rows_unless_the_contract_allows_it(
    house: House, tmp_path: Path
) -> None:
    house.drop(LINES, csv(till_line(1), till_line(2, '"Hose\nblau"'), till_line(3)))
    house.drop(
        "shop/mapping.yml",
        """
files: kunden*.csv
csv: {delimiter: ";", quoted_newlines: true}
concepts:
  contacts: {columns: {source_record_id: nr, street: adresse}}
""",
    )
    house.drop("shop/kunden.csv", 'nr;adresse\n1;"Weg 1\nHof"\n2;"Weg 2\n3;Weg 3\n4;"Weg ""4"""\n')

    house.land()

    assert [row[:2] for row in house.quarantine()] == [
        ("K1-2025-03/lines.csv", 3), ("K1-2025-03/lines.csv", 4), ("kunden.csv", 4)]  # fmt: skip
    assert house.rows("select pos_zeile from raw_dsfinvk.lines order by 1") == [("1",), ("3",)]
    assert house.rows("select source_record_id, street from raw_template.contacts order by 1") == [
        ("1", "Weg 1\nHof"), ("3", "Weg 3"), ("4", 'Weg "4"')]  # fmt: skip


def test_a_broken_quote_does_not_turn_the_row_below_it_inside_out(house: House) -> None:
    """Found by make chaos: the row below, which nobody touched, landed as another one."""
    house.drop(
        "shop/mapping.yml",
        """
files: kunden*.csv
csv: {delimiter: ",", quoted_newlines: true}
concepts:
  contacts: {columns: {source_record_id: nr, street: strasse, city: ort}}
""",
    )
    house.drop(
        "shop/kunden.csv", 'nr,strasse,ort\n1,Weg 1,\n"2,\n3,",. ","Hof ""3"""\n4,"5"" Weg",\n'
    )

    house.land()

    assert house.rows(
        "select source_record_id, street, city from raw_template.contacts order by 1"
    ) == [("1", "Weg 1", None), ("3", ",. ", 'Hof "3"'), ("4", '5" Weg', None)]
    assert [row[1] for row in house.quarantine()] == [3]


def test_a_quarantined_row_has_its_own_text_below_a_broken_quote_too(house: House) -> None:
    """Found by the fuzz: half of the row was in no text, and the next row had its other half."""
    house.drop(
        "shop/mapping.yml",
        """
files: kunden*.csv
csv: {delimiter: ",", quoted_newlines: true}
concepts:
  contacts: {columns: {source_record_id: nr, birth_date: geboren, street: strasse}}
""",
    )
    lines = ["1,1985-12-31,Weg 1", '2,1";"9,"Weg', '2"', "3,1985-12-32,Weg 3"]
    house.drop("shop/kunden.csv", "nr,geboren,strasse\n" + "\n".join(lines) + "\n")

    house.land()

    assert house.rows("select source_record_id from raw_template.contacts") == [("1",)]
    assert house.rows("select line_number, raw_text from landing.quarantine order by 1") == [
        *enumerate(lines[1:], start=3)
    ]


def test_a_half_written_last_row_is_held_back_until_the_whole_file_comes(house: House) -> None:
    house.drop("kasse/contacts.csv", "source_record_id,phone\n1,+49 30 23125 001\n2,+49 30 23")
    house.land()
    assert house.rows("select source_record_id from raw_template.contacts") == [("1",)]
    ((_, line, _, reason),) = house.quarantine()
    assert line == 3
    assert "cut off" in reason

    house.drop("kasse/contacts.csv", "source_record_id,phone\n1,+49 30 23125 001\n"
               "2,+49 30 23125 002\n")  # fmt: skip
    house.land()

    assert house.rows("select phone from raw_template.contacts where source_record_id = '2'") == [
        ("+49 30 23125 002",)]  # fmt: skip


#: file name, bytes -> what the refusal must say
REFUSED = {
    "a missing column": (
        "orders.csv", b"source_order_id,ordered_at\n1,2025-03-01\n", "line 1.*currency is missing"),
    "a foreign delimiter": ("contacts.csv", b"source_record_id\tcity\n1\tUlm\n", "is missing"),
    "an unknown encoding": (
        "contacts.csv", "source_record_id,first_name,city\n1,Ada,Ulm\n2,Jürgen,Köln\n".encode(
            "cp1252"), r"line 3, column 4 \(first_name\).*not utf-8.*UTF-8"),
    "UTF-16": ("contacts.csv", "source_record_id\n1\n".encode("utf-16"), "UTF-16.*UTF-8"),
    "a NUL byte": (
        "contacts.csv", b"source_record_id,city\n1,U\0m\n", r"line 2, column 4 \(city\).*NUL"),
    "the same column twice": (
        "contacts.csv", b"source_record_id,E-Mail,e mail\n1,a,b\n", "line 1.*e mail twice"),
    "a column without a name": ("contacts.csv", b"source_record_id,,city\n1,,\n", "column 2"),
    "an empty file": ("contacts.csv", b"", "line 1.*empty"),
    "a cut gzip": (
        "contacts.csv.gz", gzip.compress(CONTACTS.encode() * 9)[:-12], "line.*gzip.*copy"),
    "a gzip that is none": ("contacts.csv.gz", CONTACTS.encode(), "line 1.*gzip"),
    "an Excel file": ("contacts.csv", b"PK\x03\x04....", "Excel.*CSV"),
    "brackets that do not match": (
        "contacts.json", b'[{"source_record_id": 1}},\n {"a": 2}]', "line 1, col.*no valid JSON"),
    "half a JSON document": ("contacts.json", b'[{"source_record_id": 1},\n {"a', "line 2, column"),
    "JSON without the list": ("contacts.json", b'{"kunden": []}', "list.*kunden"),
    "JSON where no record has the key": ("contacts.json", b'[{"id": 1}]', "source_record_id"),
    "Parquet that is none": ("contacts.parquet", b"PAR1....", "no readable Parquet"),
}  # fmt: skip


@pytest.fixture(scope="module")
def refused_files(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Every unreadable file in a drop folder of its own, and a sound one after them all."""
    house = House(tmp_path_factory.mktemp("refused_files"))
    for name, (file_name, content, _) in REFUSED.items():
        house.drop(f"{name}/{file_name}", content)
    house.drop("zuletzt/contacts.csv", "source_record_id\n99\n")
    house.land()
    return house


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_nobody_can_read_is_refused_by_name(refused_files: House, name: str) -> None:
    file_name, _, reason = REFUSED[name]

    ((path, status, landed, why),) = refused_files.rows(
        "select file_path, status, landed_count, reason from landing.files"
        f" where source_name = '{name}'"
    )
    assert (path, status, landed) == (file_name, "refused", None)
    assert re.search(reason, why), why


def test_refused_files_stop_no_other(refused_files: House) -> None:
    assert refused_files.rows("select source_record_id from raw_template.contacts") == [("99",)]


def test_a_refused_file_is_tried_again(house: House) -> None:
    house.drop("kasse/contacts.csv", "name\nAda\n")
    house.land()
    again = house.land()
    assert [file.status for file in again.files] == ["refused"]
    assert house.rows("select count(*) from landing.files") == [(1,)]

    house.drop("kasse/contacts.csv", CONTACTS)

    assert house.land().landed_rows == 2


def test_one_bad_json_line_is_quarantined_alone(house: House) -> None:
    house.drop(
        "kasse/contacts.jsonl",
        '{"source_record_id": "1"}\n{"source_record_id": \n"zwei"\n\n'
        '{"source_record_id": "3", "source_record_id": "4"}\n{"source_record_id": "5"}\n',
    )

    report = house.land()

    assert (report.landed_rows, report.quarantined_rows) == (2, 3)
    assert [row[1] for row in house.quarantine()] == [2, 3, 5]
    assert house.rows("select source_record_id, _row_number from raw_template.contacts"
                      " order by 2") == [("1", 1), ("5", 5)]  # fmt: skip


def test_a_changed_type_in_json_is_quarantined_by_record(house: House) -> None:
    house.drop(
        "shopify/customers-0001.json",
        '{"customers": [\n{"id": 1, "email": "a@example.com"},\n'
        '{"id": 2, "email": {"address": "b@example.com"}},\n'
        '{"id": 3, "updated_at": "gestern"},\n7,\n{"email": "ohne@example.com"}\n]}',
    )

    report = house.land()

    assert (report.landed_rows, report.quarantined_rows) == (1, 4)
    assert [(line, column) for _, line, column, _ in house.quarantine()] == [
        (3, "email"), (4, "updated_at"), (5, None), (6, "id")]  # fmt: skip
    assert house.rows("select raw_text from landing.quarantine where row_number = 2") == [
        ('{"id": 2, "email": {"address": "b@example.com"}}',)]  # fmt: skip


def test_leading_zeros_long_numbers_and_na_stay_as_written(house: House) -> None:
    house.drop(
        "kasse/contacts.csv",
        "source_record_id,postal_code,first_name,last_name,external_id\n"
        '1234567890123456789012345,01067,NA,null,1e5\n2,"",None, x ,5" Rohr\n',
    )

    house.land()

    assert house.rows("select source_record_id, postal_code, first_name, last_name, external_id"
                      " from raw_template.contacts order by 1") == [
        ("1234567890123456789012345", "01067", "NA", "null", "1e5"),
        ("2", None, "None", " x ", '5" Rohr')]  # fmt: skip


def test_a_byte_order_mark_and_mixed_line_ends_do_no_harm(house: House) -> None:
    house.drop("kasse/contacts.csv", b"\xef\xbb\xbfsource_record_id,city\r\n1,Ulm\n2,Kiel\r\n")

    assert house.land().landed_rows == 2
    assert house.rows("select _row_number, city from raw_template.contacts order by 1") == [
        (1, "Ulm"), (2, "Kiel")]  # fmt: skip


def test_odd_file_names_and_hostile_text_stay_text(house: House) -> None:
    hostile = "x'); drop table raw_template.contacts; --"
    house.drop(
        "o'brien [1]/contacts 'a'.csv", f"source_record_id,city\n1,{hostile}\n2,{{{{ x }}}}\n"
    )

    assert house.land().landed_rows == 2
    assert house.rows("select source_name, city from raw_template.contacts order by city") == [
        ("o'brien [1]", hostile), ("o'brien [1]", "{{ x }}")]  # fmt: skip
