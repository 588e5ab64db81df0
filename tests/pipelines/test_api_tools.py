"""Each tool's API: lands exactly what its files would, and what it tells of deletions."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.sandbox import retailer

from .api_house import NOW, ApiHouse, connect, records
from .api_vendors import Record, Shopify

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
    assert house.raw("shopify") == files_only("shopify", exports, tmp_path / "files").raw("shopify")
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
