"""What the tools' APIs tell of deletions and merges, followed into our words."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import forked

from .api_house import NOW, ApiHouse, connect
from .api_vendors import HubSpot, Record, Shopify, Square, Zendesk

MODELS = ["int_contacts__hubspot", "int_contacts__zendesk", "int_products__shopify",
          "int_orders__shopify", "int_contacts__square"]  # fmt: skip
LONG_AGO, MERGED_AT = "2026-01-01T00:00:00Z", "2026-10-30T08:00:00Z"
MERGED_LATELY = (datetime.now(UTC) - timedelta(days=1)).replace(microsecond=0).isoformat()


def contact(number: str, updated_at: str = LONG_AGO, **more: Any) -> Record:
    properties = {"email": f"c{number}@example.com", **more.pop("properties", {})}
    return {"id": number, "properties": properties, "createdAt": LONG_AGO,
            "updatedAt": updated_at, "archived": False, **more}  # fmt: skip


def profile(number: str) -> Record:
    return {"id": number, "given_name": "Ada", "created_at": LONG_AGO, "updated_at": LONG_AGO}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, root: Path) -> ApiHouse:
    """A warehouse that heard of everybody, and a day later of deletions and a merge."""
    home = ApiHouse(tmp_path_factory.mktemp("api"))
    order = {"id": 1, "created_at": LONG_AGO, "updated_at": LONG_AGO, "currency": "EUR",
             "financial_status": "paid", "line_items": []}  # fmt: skip
    product = {"id": 5, "title": "Zelt", "status": "active", "created_at": LONG_AGO,
               "updated_at": LONG_AGO, "variants": [{"id": 51, "price": "99.00"}]}  # fmt: skip
    user = {"created_at": LONG_AGO, "updated_at": LONG_AGO, "role": "end-user", "active": True}
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        Shopify(orders=[order, {**order, "id": 2}], products=[product]) as shop,
        HubSpot([contact("11"), contact("12"), contact("13")]) as crm,
        Zendesk(users=[{"id": number, "name": "Ada Weiss", **user} for number in (21, 22)]) as desk,
        Square(customers=[profile(letter) for letter in "ABC"]) as till,
    ):
        for vendor in (shop, crm, desk, till):
            vendor.now = lambda: NOW - timedelta(days=7)
        connect(monkeypatch, "shopify", shop)
        connect(monkeypatch, "hubspot", crm)
        connect(monkeypatch, "zendesk", desk, EMAIL=desk.email)
        connect(monkeypatch, "square", till)
        home.fetch()

        del shop.records["orders"][0], shop.records["products"][0]
        shop.records["events"] = [
            {"id": 90 + number, "subject_id": number, "subject_type": kind, "verb": "destroy",
             "created_at": NOW.isoformat()}
            for kind, number in (("Order", 1), ("Product", 5))
        ]  # fmt: skip
        # 12 went into 11; 13 was archived, and HubSpot dates it as before.
        crm.records["contacts"] = [
            contact("11", MERGED_AT, properties={"hs_merged_object_ids": "12"}),
            contact("13", archived=True, archivedAt="2026-10-31T09:00:00Z"),
        ]
        del desk.records["users"][1]
        desk.records["deleted_users"] = [
            {"id": 22, "name": "Permanently Deleted User", **user,
             "updated_at": "2026-10-31T10:00:00Z", "active": False}
        ]  # fmt: skip
        # A and B were merged into D; Square dates events by the real clock: 28 days.
        till.records["customers"] = [profile("C"), {**profile("D"), "updated_at": NOW.isoformat()}]
        merge = {"from_customer_ids": ["A", "B"], "to_customer_id": "D"}
        till.records["events"] = [
            {"event_id": f"e{gone}", "type": "customer.deleted", "created_at": MERGED_LATELY,
             "data": {"type": "customer", "id": gone, "deleted": True,
                      "object": {"event_context": {"merge": merge}}}}
            for gone in "AB"
        ]  # fmt: skip
        for vendor in (shop, crm, desk, till):
            vendor.now = lambda: NOW
        fetched, _ = home.fetch()
        assert fetched.failures == {}
        assert shop.wrong + crm.wrong + desk.wrong + till.wrong == []
    done = forked.run(
        "dbt.cli.main", "--quiet", "run", "--select", *(f"+{model}" for model in MODELS),
        env={
            **os.environ,
            "STAMMKUNDE_DUCKDB": str(home.settings.warehouse),
            "DBT_TARGET_PATH": str(home.settings.root / "target"),
            "DBT_LOG_PATH": str(home.settings.root / "logs"),
        },
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
    return home


def test_a_deleted_order_is_cancelled_and_a_deleted_product_is_sold_no_more(
    house: ApiHouse,
) -> None:
    assert house.rows(
        "select source_order_id, status, cast(cancelled_at as string)"
        " from conformed.int_orders__shopify order by 1"
    ) == [("1", "cancelled", "2026-11-01 12:00:00"), ("2", "paid", None)]
    assert house.rows(
        "select source_product_id, is_active from conformed.int_products__shopify"
    ) == [("51", False)]


def test_a_contact_that_hubspot_merged_is_deleted_and_names_the_one_that_stands(
    house: ApiHouse,
) -> None:
    assert house.rows(
        "select source_record_id, external_id, cast(deleted_at as string)"
        " from conformed.int_contacts__hubspot order by 1"
    ) == [
        ("11", None, None),
        ("12", "hubspot:11", "2026-10-30 08:00:00"),
        ("13", None, "2026-10-31 09:00:00"),
    ]


def test_a_user_that_zendesk_deleted_is_deleted_and_keeps_what_was_known(house: ApiHouse) -> None:
    assert house.rows(
        "select source_record_id, last_name, cast(deleted_at as string)"
        " from conformed.int_contacts__zendesk order by 1"
    ) == [("21", "Weiss", None), ("22", "Weiss", "2026-10-31 10:00:00")]


def test_profiles_that_square_merged_are_deleted_and_name_the_new_one(house: ApiHouse) -> None:
    assert house.rows(
        "select source_record_id, external_id, deleted_at is not null"
        " from conformed.int_contacts__square order by 1"
    ) == [("A", "square:D", True), ("B", "square:D", True), ("C", None, False), ("D", None, False)]
