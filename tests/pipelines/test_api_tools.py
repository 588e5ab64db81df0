"""Each tool's API: lands exactly what its files would, and what it tells of deletions."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipelines.sandbox import retailer
from pipelines.sources import TOOLS
from pipelines.sources.api import APIS
from pipelines.sources.api.contract import EVER, Scope

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
OBJECTS = ("contacts", "companies", "deals", "calls", "emails", "meetings", "notes")


def with_values(rows: list[tuple[Any, ...]], known: set[str]) -> list[tuple[Any, ...]]:
    """Rows whose properties are those that we know and that have a value: HubSpot adds some."""
    place = [column.name for column in TOOLS["hubspot"].table("contacts").columns].index(
        "properties"
    )
    return sorted(
        (
            (
                *row[:place],
                sorted(
                    (name, value)
                    for name, value in json.loads(row[place]).items()
                    if value is not None and name in known
                ),
                *row[place + 1 :],
            )
            for row in rows
        ),
        key=repr,
    )


def read_by_staging(table: str, root: Path) -> set[str]:
    """The properties that the staging models of a HubSpot table speak of."""
    return {
        name
        for file in (root / "models/staging/hubspot").glob("*.sql")
        if f"source('hubspot', '{table}')" in (text := file.read_text())
        for name in re.findall(r"json_str\('properties', '(\w+)'\)", text)
    }


def test_hubspot_lands_what_its_files_would(
    exports: Path, tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = exports / "hubspot"
    crm = HubSpot(**{name: records(folder, f"{name}-", "results") for name in OBJECTS})
    crm.records["contacts"][3].update(archived=True, archivedAt="2026-09-01T00:00:00Z")
    files, house = ApiHouse(tmp_path / "files"), ApiHouse(tmp_path / "api")
    for name, told in crm.records.items():
        files.drop(f"hubspot/{name}.json", {"results": told})
    files.land("hubspot")
    with crm:
        connect(monkeypatch, "hubspot", crm)
        fetched, _ = house.fetch("hubspot")

    assert (crm.wrong, fetched.failures) == ([], {})
    for name in OBJECTS:
        known = read_by_staging(name, root)
        expected = with_values(files.raw("hubspot")[name], known)
        assert with_values(house.raw("hubspot")[name], known) == expected
        assert len(expected) == len(crm.records[name]) > 0


def test_hubspot_is_asked_for_every_property_that_staging_reads(root: Path) -> None:
    asked: dict[str, set[str]] = {}
    for listing in APIS["hubspot"].listings:
        words = listing.body(Scope(EVER)) if listing.body else listing.params(Scope(EVER))
        named = words["properties"]
        (table,) = listing.lands
        of = set(named.split(",") if isinstance(named, str) else named)
        asked[table] = asked.get(table, of) & of

    missing = {name: read_by_staging(name, root) - asked[name] for name in OBJECTS}
    assert [*missing.values()] == [set()] * len(OBJECTS)
    assert "hs_merged_object_ids" in read_by_staging("contacts", root)


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
    names = ("users", "tickets", "ticket_metrics", "satisfaction_ratings", "organizations",
             "calls")  # fmt: skip
    desk = Zendesk(**{name: records(folder, f"{name}-", name) for name in names})
    house = ApiHouse(tmp_path / "api")
    with desk:
        connect(monkeypatch, "zendesk", desk, EMAIL=desk.email)
        fetched, _ = house.fetch("zendesk")

    assert (desk.wrong, fetched.failures) == ([], {})
    files = files_only("zendesk", exports, tmp_path / "files").raw("zendesk")
    found = house.raw("zendesk")
    # Where pages meet, an export by time tells a call twice.
    found["calls"] = sorted(set(found["calls"]), key=repr)
    assert found == files
    assert {name: len(found[name]) for name in names} == {
        name: len(desk.records[name]) for name in names
    }
    assert min(len(desk.records[name]) for name in names) > 0


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
    drawn = [
        json.loads(line) for line in (exports / "typeform/forms.jsonl").read_text().splitlines()
    ]
    first, second, *others = (one["id"] for one in drawn)
    shares = {first: told[:25], second: told[25:], **{one: [] for one in others}}
    forms = Typeform(shares, drawn)
    house = ApiHouse(tmp_path / "api")
    with forms:
        connect(monkeypatch, "typeform", forms)
        fetched, _ = house.fetch("typeform")
        # A form of which we never heard is asked from its beginning.
        forms.forms["late"] = [{**told[0], "response_id": "r", "token": "r"}]
        forms.definitions["late"] = {**drawn[0], "id": "late"}
        house.fetch("typeform")

    assert (forms.wrong, fetched.failures) == ([], {})
    files = files_only("typeform", exports, tmp_path / "files").raw("typeform")
    found = house.raw("typeform")
    assert [row for row in found["responses"] if row[0] != "r"] == files["responses"]
    assert [row for row in found["forms"] if row[0] != "late"] == files["forms"]
    assert len(found["responses"]) == len(told) + 1 > 26
    assert len(found["forms"]) == len(drawn) + 1
