"""What the tools for goods, money and loyalty hand over lands as they write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .landing_house import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_page_of_akeneos_api_lands_though_its_list_lies_deeper(house: House) -> None:
    """A product without values is no product: it waits in quarantine with its own text."""
    house.drop(
        "akeneo/products-0001.json",
        {
            "_links": {"items": {"href": "https://pim.example.com/?page=1"}},
            "current_page": 1,
            "_embedded": {
                "more": [],
                "items": [
                    {"uuid": "u1", "values": {"name": [{"locale": "de_DE", "data": "Zelt"}]}},
                    {"uuid": "u2", "identifier": "A-2"},
                ],
            },
        },
    )

    house.land()

    assert house.rows("select uuid, identifier, values from raw_akeneo.products") == [
        ("u1", None, '{"name":[{"locale":"de_DE","data":"Zelt"}]}')
    ]
    assert house.rows("select column_name, raw_text from landing.quarantine") == [
        ("values", '{"uuid": "u2", "identifier": "A-2"}')
    ]


def test_a_reply_that_is_no_page_is_refused_by_the_list_it_lacks(house: House) -> None:
    house.drop("akeneo/families-0001.json", {"code": 401, "message": "Authentication required"})

    (file,) = house.land().refused

    assert "_embedded.items" in str(file.reason)
    assert house.rows("select count(*) from raw_akeneo.families") == [(0,)]


def test_akeneos_export_job_lands_with_its_locales_and_line_breaks(house: House) -> None:
    """`-<locale>` and `-<currency>` are part of a column's name; a text may run over lines."""
    house.drop(
        "akeneo/products.csv",
        "sku;categories;enabled;name-de_DE;price-EUR;description-de_DE-ecommerce\n"
        'A-1;zelte,neu;1;Zelt;179.00;"Zwei Personen;\nzwei Kilo"\n',
    )

    report = house.land()

    assert report.quarantined_rows == 0
    assert house.rows(
        "select sku, name_de_de, price_eur, description_de_de_ecommerce"
        " from raw_akeneo.product_export"
    ) == [("A-1", "Zelt", "179.00", "Zwei Personen;\nzwei Kilo")]


def test_the_erps_files_are_read_in_its_code_page_and_calendar(house: House) -> None:
    """cp1252, 1.234,56, 31.12.2025: what is none of these waits in quarantine."""
    house.drop(
        "erp/zahlungen-2025.csv",
        "Belegnummer;Auftragsnummer;Gebucht am;Betrag;Währung;Zahlungsart\r\n"
        "Z1;1001;31.12.2025;1.234,56;EUR;Überweisung\r\n"
        "Z2;1002;12/31/2025;10,00;EUR;bar\r\n"
        "Z3;1003;31.12.2025;10.00;EUR;bar\r\n".encode("cp1252"),
    )

    house.land()

    assert house.rows("select belegnummer, betrag, zahlungsart from raw_erp.zahlungen") == [
        ("Z1", "1.234,56", "Überweisung")
    ]
    assert [row[:3] for row in house.quarantine()] == [
        ("zahlungen-2025.csv", 3, "Gebucht am"),
        ("zahlungen-2025.csv", 4, "Betrag"),
    ]


def test_googles_report_lands_without_its_preamble_and_total_rows(house: House) -> None:
    """What the file adds up is no spend: two lines before the header, totals at the end."""
    house.drop(
        "google_ads/Campaign report.csv",
        'Campaign report\n"September 1, 2026 - September 2, 2026"\n'
        "Day,Campaign,Campaign ID,Currency code,Impr.,Clicks,Cost\n"
        '2026-09-01,"Zelte, Planen",21,EUR,"1,204",41,"1,172.45"\n'
        "2026-09-02,Total: Marke,22,EUR,80,3,5.10\n"
        'Total: Campaigns,--,--,EUR,"1,284",44,"1,177.55"\n'
        'Total: Account,--,--,EUR,"1,284",44,"1,177.55"\n',
    )

    (file,) = house.land().files

    assert (file.row_count, file.landed_count, file.quarantined_count) == (2, 2, 0)
    assert house.rows("select campaign, impr, cost from raw_google_ads.campaign_report") == [
        ("Zelte, Planen", "1,204", "1,172.45"),
        ("Total: Marke", "80", "5.10"),
    ]


def test_googles_german_report_lands_with_its_german_numbers(house: House) -> None:
    house.drop(
        "google_ads/Kampagnenbericht (2).csv",
        'Kampagnenbericht\n"1. September 2026 - 2. September 2026"\n'
        "Tag,Kampagne,Kampagnen-ID,Währungscode,Kosten,Impr.,Klicks\n"
        '2026-09-01,Dach Frühling,21,EUR,"1.234,56","12.345",120\n'
        'Gesamt: Konto,--,--,EUR,"1.234,56","12.345",120\n',
    )

    (file,) = house.land().files

    assert (file.row_count, file.landed_count, file.quarantined_count) == (1, 1, 0)
    assert house.rows(
        "select kampagnen_id, waehrungscode, kosten, impr from raw_google_ads.kampagnenbericht"
    ) == [("21", "EUR", "1.234,56", "12.345")]


def test_a_meta_account_in_another_currency_is_refused_by_the_column_it_lacks(
    house: House,
) -> None:
    house.drop(
        "meta_ads/campaigns.csv",
        "Day,Campaign name,Campaign ID,Amount spent (CHF),Impressions,Link clicks\n"
        "2026-09-01,Outdoor,1,10.50,900,12\n",
    )

    (file,) = house.land().refused

    assert "Amount spent (EUR)" in str(file.reason)
