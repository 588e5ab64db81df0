"""Stories of the ledger: who read what, what its schema was, and what was decided."""

from __future__ import annotations

import getpass
import hashlib
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli import main

from .landing_house import CONTACTS, House


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_the_ledger_says_what_came_in_and_who_read_it_when(house: House) -> None:
    content = CONTACTS + "3,c@example.com,31.12.1990\n"
    house.drop("kasse/contacts.csv", content)
    load_id = house.land().load_id

    assert house.rows(
        "select file_sha256, byte_count, row_count, landed_count, quarantined_count, delimiter,"
        " column_names, load_id from landing.files"
    ) == [
        (
            hashlib.sha256(content.encode()).hexdigest(),
            len(content),
            *(3, 2, 1, ","),
            '["source_record_id", "email", "birth_date"]',
            load_id,
        )
    ]
    ((kind, read_by, version, seconds),) = house.rows(
        "select kind, read_by, pipeline_version, date_diff('second', started_at, finished_at)"
        " from landing.loads"
    )
    assert (kind, read_by) == ("land", f"{getpass.getuser()}@{socket.gethostname()}")
    assert version
    assert seconds >= 0


def test_every_reading_of_a_file_is_kept_refusals_too(house: House) -> None:
    file = house.drop("kasse/orders.csv", "source_order_id,currency\n1,EUR\n")
    first = house.land().load_id
    second = house.land().load_id
    file.write_text("source_order_id,ordered_at,currency\n1,2025-03-01T10:00:00Z,EUR\n")
    third = house.land().load_id

    assert house.rows("select load_id, status from landing.readings order by load_id") == [
        (first, "refused"),
        (second, "refused"),
        (third, "landed"),
    ]


def test_files_of_one_schema_share_a_fingerprint_whatever_their_column_order(
    house: House,
) -> None:
    house.drop("kasse/contacts-1.csv", "source_record_id,city\n1,Köln\n")
    house.drop("kasse/contacts-2.csv", "city;source_record_id\nBonn;2\n")
    house.drop("kasse/contacts-3.csv", "source_record_id,town\n3,Kiel\n")
    house.drop("kasse/accounts-1.csv", "source_account_id,city\n1,Köln\n")
    house.land()

    prints = dict(house.rows("select file_path, schema_fingerprint from landing.files"))
    assert prints["contacts-1.csv"] == prints["contacts-2.csv"]
    assert len(set(prints.values())) == 3
    expected = hashlib.sha256(b"city text\nsource_record_id text").hexdigest()
    assert prints["contacts-1.csv"] == expected


def test_a_warehouse_of_an_earlier_version_gets_the_columns_it_lacks(house: House) -> None:
    house.drop("kasse/contacts.csv", CONTACTS)
    house.land()
    con = house.connect()
    con.execute("alter table landing.files drop column superseded_by")
    con.execute("alter table raw_shopify.orders drop column refunds")
    con.close()

    house.drop("kasse/contacts-2.csv", CONTACTS + "3,,\n")
    house.land()

    assert house.rows("select count(superseded_by) from landing.files") == [(0,)]
    assert house.rows("select count(refunds) from raw_shopify.orders") == [(0,)]


# -- schema drift


def test_a_column_that_every_file_had_and_one_lacks_is_told_once(house: House) -> None:
    house.drop("kasse/contacts-1.csv", "source_record_id,email,city\n1,a@example.com,Ulm\n")
    house.drop("kasse/contacts-2.csv", "source_record_id,email,city\n2,b@example.com,Ulm\n")
    house.land()
    house.drop("kasse/contacts-3.csv", "source_record_id,email\n3,c@example.com\n")
    report = house.land()
    house.drop("kasse/contacts-4.csv", "source_record_id,email\n4,d@example.com\n")
    again = house.land()

    assert report.payload()["decisions"] == [
        {
            "source_name": "kasse",
            "table_name": "contacts",
            "change": "vanished_column",
            "column_name": "city",
            "decision": "landed as empty",
            "files": 1,
        }
    ]
    assert "gone from kasse contacts (landed as empty, 1 file): city" in list(report.lines())
    assert again.payload()["decisions"] == []
    assert house.rows("select city from raw_template.contacts order by source_record_id") == [
        ("Ulm",),
        ("Ulm",),
        (None,),
        (None,),
    ]


def test_a_changed_type_is_quarantined_by_row_and_told(house: House) -> None:
    house.drop("shopify/products.json", {"products": [{"id": 1, "updated_at": "2025-01-01"}]})
    house.drop(
        "shopify/products-2.json",
        {"products": [{"id": 2, "updated_at": 1735689600}, {"id": 3, "updated_at": "2025-01-02"}]},
    )

    report = house.land()

    (decision,) = report.payload()["decisions"]
    assert (decision["change"], decision["column_name"], decision["rows"]) == (
        "unfit_values",
        "updated_at",
        1,
    )
    assert "quarantined: updated_at is not a time" in " ".join(report.lines())
    assert house.rows("select id from raw_shopify.products order by id") == [("1",), ("3",)]
    assert house.rows("select change, row_count from landing.schema_changes") == [
        ("unfit_values", 1)
    ]


def test_a_missing_required_column_refuses_the_file_and_is_in_the_run_report(
    house: House,
) -> None:
    house.drop("kasse/orders.csv", "source_order_id,currency\n1,EUR\n")
    house.drop("kasse/contacts.csv", CONTACTS)

    report = house.land()

    assert [file.file_path for file in report.refused] == ["orders.csv"]
    assert [
        (d["table_name"], d["column_name"], d["change"], d["decision"])
        for d in report.payload()["decisions"]
    ] == [("orders", "ordered_at", "missing_column", "file refused")]
    assert house.rows("select column_name, change, decision from landing.schema_changes") == [
        ("ordered_at", "missing_column", "file refused")
    ]
    assert house.rows("select count(*) from raw_template.contacts") == [(2,)]


def test_what_landing_prints_fits_the_screen(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(house.settings.warehouse))
    monkeypatch.setenv("STAMMKUNDE_EXPORTS", str(house.settings.exports))
    wide = ",".join(f"a_rather_long_column_{n}" for n in range(9))
    house.drop("a_drop_folder_with_a_long_name/contacts.csv", f"source_record_id,{wide}\n1\n")
    house.drop("a_drop_folder_with_a_long_name/contacts-2.csv", f"source_record_id,{wide}\n")

    result = CliRunner().invoke(main, ["land"])

    assert result.exit_code == 0
    assert max(map(len, result.output.splitlines())) <= 80
