"""Each tool's API: lands exactly what its files would, and what it tells of deletions."""

from __future__ import annotations

import datetime as dt
import json
import re
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipelines.landing.fetch import FetchReport
from pipelines.sandbox import retailer
from pipelines.sources import TOOLS
from pipelines.sources.api import APIS
from pipelines.sources.api.contract import EVER, Scope

from .api_described import AVAILABLE, Description
from .api_house import NOW, ApiHouse, connect, records
from .api_vendors import HubSpot, Klaviyo, Record, Shopify, Square, Typeform, Zendesk

OBJECTS = ("contacts", "companies", "deals", "calls", "emails", "meetings", "notes")
REPLIES = Path(__file__).resolve().parents[3] / "shared" / "data" / "shopify_api"


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    retailer.write(60, 7, dt.date(2026, 9, 30), folder)
    return folder


#: tool -> its lists and the key under which the tool's replies and files hold them
LISTS = {
    "shopify": dict.fromkeys(
        ("customers", "orders", "products", "checkouts", "price_rules", "discount_codes")
    ),
    "hubspot": dict.fromkeys(OBJECTS, "results"),
    "zendesk": dict.fromkeys(
        ("users", "tickets", "ticket_metrics", "satisfaction_ratings", "organizations", "calls")
    ),
    "typeform": {"responses": "items"},
    "klaviyo": dict.fromkeys(("profiles", "lists", "campaigns", "metrics", "events"), "data"),
    "square": {**dict.fromkeys(("customers", "orders", "payments")), "catalog": "objects"},
}


def as_told(value: Any) -> Any:
    """Square leaves out what has no value, and a refund names its location."""
    if isinstance(value, list):
        return [as_told(each) for each in value]
    if not isinstance(value, dict):
        return value
    told = {name: as_told(each) for name, each in value.items() if each is not None}
    for refund in told.get("refunds", []):
        refund.setdefault("location_id", told["location_id"])
    return told


@dataclass
class Told:
    """The same records in two warehouses: by files, and by six vendors on loopback."""

    by_files: ApiHouse
    by_api: ApiHouse
    vendors: dict[str, Any]
    fetched: FetchReport

    def check(self, tool: str) -> dict[str, list[tuple[Any, ...]]]:
        """What the API told, if nothing was wrong and no list is empty."""
        vendor, found = self.vendors[tool], self.by_api.raw(tool)
        assert (vendor.wrong, self.fetched.failures, self.fetched.absent) == ([], {}, [])
        for name in LISTS[tool]:
            assert len({row[0] for row in found[name]}) > 0
        return found


@pytest.fixture(scope="module")
def told(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    home = tmp_path_factory.mktemp("told")
    files, house = ApiHouse(home / "files"), ApiHouse(home / "api")
    held = {
        tool: {
            name: [as_told(one) if tool == "square" else one
                   for one in records(exports / tool, f"{name}-", key or name)]
            for name, key in lists.items()
        }
        for tool, lists in LISTS.items()
    }  # fmt: skip
    held["hubspot"]["contacts"][3].update(archived=True, archivedAt="2026-09-01T00:00:00Z")
    for tool, lists in LISTS.items():
        for name, key in lists.items():
            files.drop(f"{tool}/{name}.json", {key or name: held[tool][name]})
    drawn = (exports / "typeform/forms.jsonl").read_text(encoding="utf-8")
    files.drop("typeform/forms.jsonl", drawn)
    files.land()

    forms = [json.loads(line) for line in drawn.splitlines()]
    answers = held["typeform"]["responses"]
    shares = {one["id"]: answers[place :: len(forms)] for place, one in enumerate(forms)}
    places = sorted({order["location_id"] for order in held["square"]["orders"]})
    vendors: dict[str, Any] = {
        "shopify": Shopify(**held["shopify"]),
        "hubspot": HubSpot(**held["hubspot"]),
        "zendesk": Zendesk(**held["zendesk"]),
        "typeform": Typeform(shares, forms),
        "klaviyo": Klaviyo(**held["klaviyo"]),
        "square": Square(places, **held["square"]),
    }
    if AVAILABLE:
        vendors["klaviyo"].judge = Description("klaviyo_stable")
        vendors["square"].judge = Description("square")
    with ExitStack() as open_doors, pytest.MonkeyPatch.context() as monkeypatch:
        for tool, vendor in vendors.items():
            open_doors.enter_context(vendor)
            connect(monkeypatch, tool, vendor, EMAIL=Zendesk.email)
        fetched, _ = house.fetch()
    return Told(files, house, vendors, fetched)


@pytest.mark.parametrize("tool", ["shopify", "typeform", "square"])
def test_the_api_lands_what_the_files_would(tool: str, told: Told) -> None:
    assert told.check(tool) == told.by_files.raw(tool)


@pytest.mark.parametrize(
    ("tool", "twice"),
    [
        ("zendesk", "calls"),  # where pages by time meet
        ("klaviyo", "profiles"),  # by their change, and by their suppression
    ],
)
def test_what_a_tool_tells_twice_differs_in_nothing(tool: str, twice: str, told: Told) -> None:
    found = told.check(tool)

    assert len(found[twice]) > len(set(found[twice]))
    found[twice] = sorted(set(found[twice]), key=repr)
    assert found == told.by_files.raw(tool)


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


def test_hubspot_lands_what_its_files_would(told: Told, root: Path) -> None:
    found, files = told.check("hubspot"), told.by_files.raw("hubspot")

    for name in OBJECTS:
        known = read_by_staging(name, root)
        expected = with_values(files[name], known)
        assert with_values(found[name], known) == expected


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


def test_a_form_that_is_new_to_us_is_asked_from_its_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = {"response_id": "r1", "token": "r1", "submitted_at": "2026-01-01T00:00:00Z"}
    house = ApiHouse(tmp_path)
    with Typeform({"known": []}) as forms:
        forms.now = lambda: NOW
        connect(monkeypatch, "typeform", forms)
        house.fetch("typeform")
        forms.forms["late"] = [answer]
        forms.definitions["late"] = {"id": "late", "title": "late", "fields": []}
        house.fetch("typeform")

    assert forms.wrong == []
    assert house.rows("select token from raw_typeform.responses") == [("r1",)]
    assert house.rows("select id from raw_typeform.forms order by 1") == [("known",), ("late",)]
