"""What the tools that take orders hand over lands as they write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .landing_house import LINES_HEADER, House, till_line

#: Every file of a DSFinV-K 2.4 export but the five that we read.
TILL_FILES = (
    "allocation_groups", "businesscases", "cash_per_currency", "cashregister", "itemamounts",
    "location", "pa", "payment", "references", "slaves", "subitems",
    "transactions_tse", "transactions_vat", "tse", "vat",
)  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_whole_till_export_lands_what_is_read_and_leaves_the_rest(house: House) -> None:
    """lines_vat.csv begins like lines.csv, and is another table."""
    house.drop("dsfinvk/k1/lines.csv", f"{LINES_HEADER}\n{till_line(1)}\n")
    house.drop(
        "dsfinvk/k1/lines_vat.csv",
        "Z_KASSE_ID;Z_ERSTELLUNG;Z_NR;BON_ID;POS_ZEILE;UST_SCHLUESSEL;POS_BRUTTO;POS_NETTO;POS_UST"
        "\nK1;2025-03-31T20:00:00+02:00;1;b1;1;1;19,99000;16,79832;3,19168\n",
    )
    for name in TILL_FILES:
        house.drop(f"dsfinvk/k1/{name}.csv", "Z_KASSE_ID;Z_ERSTELLUNG;Z_NR\nK1;x;1\n")

    report = house.land()

    assert [(file.file_path, file.status) for file in report.files] == [
        ("k1/lines.csv", "landed"), ("k1/lines_vat.csv", "landed"),
    ]  # fmt: skip
    assert house.rows("select pos_zeile, pos_ust from raw_dsfinvk.lines_vat") == [("1", "3,19168")]


def test_the_admins_orders_land_line_by_line_with_notes_over_several_lines(house: House) -> None:
    house.drop(
        "shopify/orders_export_1.csv",
        "Name,Email,Subtotal,Total,Created at,Lineitem quantity,Lineitem price,Notes,Id\n"
        "#1001,ada@example.com,90.00,90.00,2025-07-01 10:00:00 +0200,1,40.00,"
        '"Bitte klingeln,\nzweiter Stock",5500000000001\n'
        "#1001,ada@example.com,,,,2,25.00,,\n"
        "#1002,ada@example.com,9,9,01.07.2025,1,9.00,,5500000000002\n",
    )

    house.land()

    assert house.rows(
        "select name, id, notes, lineitem_quantity from raw_shopify.orders_export"
        " order by _row_number"
    ) == [
        ("#1001", "5500000000001", "Bitte klingeln,\nzweiter Stock", "1"),
        ("#1001", None, None, "2"),
    ]
    ((_, _, column, reason),) = house.quarantine()
    assert column == "Created at"
    assert "%Y-%m-%d %H:%M:%S %z" in reason


def test_quotes_in_amazons_reports_are_plain_text(house: House) -> None:
    """Names come as sellers typed them; one quote must not swallow the rows behind it."""
    header = "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\tsku"
    row = "2025-07-01T10:00:00+00:00\t2025-07-02T10:00:00+00:00\tShipped\tA"
    house.drop(
        "amazon/all_orders-2025-07.txt",
        f"{header}\tproduct-name\tquantity\titem-price\n"
        f'028-1\t{row}\t"Kinderlaufrad 12\t1\t89.90\n'
        f'028-2\t{row}\tLaufrad "Blitz"\t1\t79.90\n',
    )

    house.land()

    assert house.rows("select product_name from raw_amazon.all_orders order by 1") == [
        ('"Kinderlaufrad 12',), ('Laufrad "Blitz"',),
    ]  # fmt: skip


def test_square_knows_birthdays_without_a_year(house: House) -> None:
    house.drop(
        "square/customers-0001.json",
        {
            "customers": [{"id": "C1", "given_name": "Ada", "birthday": "0000-12-10"}],
            "cursor": "next",
        },
    )

    house.land()

    assert house.rows("select id, birthday from raw_square.customers") == [("C1", "0000-12-10")]
    assert house.quarantine() == []
