"""Each tool's API: lands exactly what its files would, and what it tells of deletions."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.sandbox import retailer
from pipelines.sources import TOOLS

from .api_house import NOW, ApiHouse, connect, records
from .api_vendors import HubSpot, Record, Shopify, Typeform, Zendesk

REPLIES = Path(__file__).resolve().parents[3] / "shared" / "data" / "shopify_api"


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    retailer.write(60, 7, dt.date(2026, 9, 30), folder)
    return folder


def files_only(tool: str, exports: Path, home: Path) -> ApiHouse:
    """The tool's exports, landed from files."""
    house = ApiHouse(home)
    house.land(tool, folder=exports)
    return house


def test_shopify_lands_what_its_files_would(
    exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = exports / "shopify"
    shop = Shopify(
        records(folder, "customers", "customers"),
        records(folder, "orders", "orders"),
        records(folder, "products", "products"),
    )
    house = ApiHouse(tmp_path / "api")
    with shop:
        connect(monkeypatch, "shopify", shop)
        fetched, _ = house.fetch("shopify")

    assert (shop.wrong, fetched.failures) == ([], {})
    by_file = files_only("shopify", exports, tmp_path / "files").raw("shopify")
    by_api = house.raw("shopify")
    # It is not asked for checkouts and codes, and knows no exports of the admin.
    asked = ("customers", "orders", "products")
    assert {table: by_api[table] for table in asked} == {table: by_file[table] for table in asked}
    assert len(house.raw("shopify")["orders"]) == len(shop.records["orders"]) > 20


def test_shopify_tells_of_closed_orders_and_of_deletions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: Record = {
        "id": 1,
        "created_at": "2026-09-01T10:00:00+02:00",
        "updated_at": "2026-09-02T10:00:00+02:00",
        "closed_at": "2026-09-02T10:00:00+02:00",
        "currency": "EUR",
        "line_items": [],
    }
    events = [
        {
            "id": number,
            "subject_id": number,
            "subject_type": kind,
            "verb": verb,
            "created_at": NOW.isoformat(),
        }
        for number, kind, verb in [(1, "Order", "destroy"), (2, "Product", "create"),
                                   (3, "Product", "destroy"), (4, "Article", "destroy")]
    ]  # fmt: skip
    house = ApiHouse(tmp_path)
    with Shopify(orders=[closed], events=events) as shop:
        connect(monkeypatch, "shopify", shop)
        house.fetch("shopify")

    assert shop.wrong == []
    assert house.rows("select id from raw_shopify.orders") == [("1",)]
    assert house.rows("select subject_type, subject_id from raw_shopify.events order by 2") == [
        ("Order", "1"),
        ("Product", "3"),
    ]


def told_in(file: str) -> Any:
    return json.loads((REPLIES / f"{file}.json").read_text())


@pytest.mark.skipif(not REPLIES.is_dir(), reason="Shopify's example replies lie beside a checkout")
def test_the_replies_of_shopifys_own_documentation_land(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: dict[str, list[Record]] = {
        "customers": told_in("customers_search")["customers"],
        "orders": [told_in("order")["order"]],
        "products": told_in("products"),
        "events": told_in("events")["events"],
    }
    for event in told["events"]:
        event["verb"], event["created_at"] = "destroy", NOW.isoformat()
    house = ApiHouse(tmp_path)
    with Shopify(**told) as shop:
        connect(monkeypatch, "shopify", shop)
        fetched, landed = house.fetch("shopify")

    assert (shop.wrong, fetched.failures, landed.quarantined_rows) == ([], {}, 0)
    landed_ids = {name: len(set(house.rows(f"select id from raw_shopify.{name}"))) for name in told}
    assert landed_ids == {name: len(rows) for name, rows in told.items()}
    assert min(landed_ids.values()) > 0


# --- HubSpot ---------------------------------------------------------------------------

TOLD_ALWAYS = {"hs_object_id", "createdate", "lastmodifieddate"}


def contacts(rows: list[tuple[Any, ...]], place: int) -> list[tuple[Any, ...]]:
    """Rows with the properties that have a value, as a dictionary: HubSpot adds some."""
    return sorted(
        (
            tuple(
                sorted(
                    (name, value)
                    for name, value in json.loads(cell).items()
                    if value is not None and name not in TOLD_ALWAYS
                )
                if index == place
                else cell
                for index, cell in enumerate(row)
            )
            for row in rows
        ),
        key=repr,
    )


def test_hubspot_lands_what_its_files_would(
    exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = exports / "hubspot"
    crm = HubSpot(records(folder, "contacts", "results"), records(folder, "companies", "results"))
    crm.records["contacts"][3].update(archived=True, archivedAt="2026-09-01T00:00:00Z")
    (tmp_path / "given/hubspot").mkdir(parents=True)
    for name, told in crm.records.items():
        (tmp_path / f"given/hubspot/{name}.json").write_text(json.dumps({"results": told}))
    house = ApiHouse(tmp_path / "api")
    with crm:
        connect(monkeypatch, "hubspot", crm)
        fetched, _ = house.fetch("hubspot")

    assert (crm.wrong, fetched.failures) == ([], {})
    files = files_only("hubspot", tmp_path / "given", tmp_path / "files")
    for name in ("contacts", "companies"):
        place = [column.name for column in TOOLS["hubspot"].table(name).columns].index("properties")
        expected = contacts(files.raw("hubspot")[name], place)
        assert contacts(house.raw("hubspot")[name], place) == expected
        assert len(expected) == len(crm.records[name])


def contact(number: int, updated_at: str = "2026-10-01T00:00:00Z", **properties: str) -> Record:
    return {
        "id": str(number),
        "properties": {"email": f"c{number}@example.com", **properties},
        "createdAt": "2026-01-01T00:00:00Z",
        "updatedAt": updated_at,
        "archived": False,
    }


def test_hubspots_limit_of_ten_thousand_and_equal_times_lose_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bulk change gives all one time; no search goes beyond 10,000 results (here 20)."""
    house = ApiHouse(tmp_path)
    crm = HubSpot([contact(number) for number in range(1, 51)])
    crm.most_results = 20
    with crm:
        connect(monkeypatch, "hubspot", crm)
        fetched, _ = house.fetch("hubspot")

    assert (crm.wrong, fetched.failures) == ([], {})
    assert house.rows("select count(*), count(distinct id) from raw_hubspot.contacts") == [(50, 50)]


# --- Zendesk ---------------------------------------------------------------------------


def test_zendesk_lands_what_its_files_would(
    exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = exports / "zendesk"
    names = ("users", "tickets", "ticket_metrics", "satisfaction_ratings")
    desk = Zendesk(**{name: records(folder, f"{name}-", name) for name in names})
    house = ApiHouse(tmp_path / "api")
    with desk:
        connect(monkeypatch, "zendesk", desk, EMAIL=desk.email)
        fetched, _ = house.fetch("zendesk")

    assert (desk.wrong, fetched.failures) == ([], {})
    files = files_only("zendesk", exports, tmp_path / "files").raw("zendesk")
    assert {name: house.raw("zendesk")[name] for name in names} == {
        name: files[name] for name in names
    }
    assert {name: len(house.raw("zendesk")[name]) for name in names} == {
        name: len(desk.records[name]) for name in names
    }


def test_zendesks_last_minute_is_told_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = ApiHouse(tmp_path)
    user = {"id": 1, "name": "Ada", "updated_at": (NOW - dt.timedelta(seconds=30)).isoformat()}
    with Zendesk(users=[user]) as desk:
        connect(monkeypatch, "zendesk", desk, EMAIL=desk.email)
        desk.now = lambda: NOW
        house.fetch("zendesk")
        assert house.rows("select count(*) from raw_zendesk.users") == [(0,)]
        desk.now = lambda: NOW + dt.timedelta(minutes=5)
        house.fetch("zendesk")

    assert desk.wrong == []
    assert house.rows("select id from raw_zendesk.users") == [("1",)]


# --- Typeform --------------------------------------------------------------------------


def test_typeform_lands_what_its_files_would(
    exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = records(exports / "typeform", "responses", "items")
    forms = Typeform({"csat": told[:25], "nps": told[25:], "empty": []})
    house = ApiHouse(tmp_path / "api")
    with forms:
        connect(monkeypatch, "typeform", forms)
        fetched, _ = house.fetch("typeform")
        assert [each.parent for each in fetched.fetched] == ["csat", "nps", "empty"]
        # A form of which we never heard is asked from its beginning.
        forms.forms["late"] = [{**told[0], "response_id": "r", "token": "r"}]
        house.fetch("typeform")

    assert (forms.wrong, fetched.failures) == ([], {})
    files = files_only("typeform", exports, tmp_path / "files").raw("typeform")["responses"]
    assert sorted(row for row in house.raw("typeform")["responses"] if row[0] != "r") == files
    assert house.rows("select count(*) from raw_typeform.responses where token = 'r'") == [(1,)]
    assert len(told) > 25
