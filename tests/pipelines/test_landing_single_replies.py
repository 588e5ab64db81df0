"""A reply about one record lands like a list of one; what nobody reads is told, never lost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from .landing_house import House

#: Example replies of Shopify's documentation; not part of the project.
REPLIES = Path(__file__).resolve().parents[3] / "shared" / "data" / "shopify_api"

LISTS = ("customers", "orders", "products", "checkouts", "price_rules", "discount_codes", "events")


def test_a_reply_about_one_record_is_one_row(tmp_path: Path) -> None:
    house = House(tmp_path)
    order = {"id": 1, "created_at": "2025-03-01T10:00:00Z", "currency": "EUR", "line_items": []}
    house.drop("shopify/order-1.json", {"order": order})
    house.drop("shopify/order.json", {"order": {**order, "id": 2, "total_price": "10,0O"}})
    house.drop("shopify/order_risk.json", {"risk": {"id": 3}})
    house.drop("shopify/product.json", {"product": [{"id": 4}]})

    report = house.land()

    assert {file.file_path: file.status for file in report.files} == {
        "order-1.json": "landed",
        "order.json": "landed",
        "order_risk.json": "ignored",
        "product.json": "refused",
    }
    assert house.rows("select id from raw_shopify.orders") == [("1",)]
    assert house.quarantine() == [
        ("order.json", 1, "total_price", "total_price is not a decimal number such as 1234.56")
    ]


@pytest.mark.skipif(not REPLIES.is_dir(), reason="Shopify's example replies are not here")
def test_every_reply_of_shopifys_documentation_lands_or_is_told(tmp_path: Path) -> None:
    house = House(tmp_path)
    folder = house.settings.exports / "shopify"
    shutil.copytree(REPLIES, folder)
    ours = {}
    for path in folder.glob("*.json"):
        reply = json.loads(path.read_text())
        for many in LISTS:
            one = many.removesuffix("s")
            named = path.stem in (many, one, f"{many}_search")
            records = reply if isinstance(reply, list) else reply.get(many, reply.get(one))
            if named and isinstance(records, list | dict):
                ours[path.name] = len(records) if isinstance(records, list) else 1
    # The documentation's list of orders shows none of their lines.
    del ours["orders.json"]

    report = house.land()

    assert len(report.files) == len(list(REPLIES.glob("*.json"))) == 100
    landed = {file.file_path: file.landed_count for file in report.files if file.landed_count}
    assert landed == ours
    assert house.quarantine() == []
    (refused,) = report.refused
    assert refused.file_path == "orders.json"
    assert "line_items is missing" in refused.reason
    others = {file.file_path for file in report.files} - set(ours) - {"orders.json"}
    assert others == {file.file_path for file in report.files if file.status == "ignored"}
    assert house.rows("select count(*) from landing.files where status = 'ignored'") == [
        (len(others),)
    ]
