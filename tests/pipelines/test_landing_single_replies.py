"""A reply about one record lands like a list of one; what no table holds is kept, none lost."""

from __future__ import annotations

import json
import re
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
        "order_risk.json": "landed",
        "product.json": "refused",
    }
    assert house.rows("select id from raw_shopify.orders") == [("1",)]
    assert house.quarantine() == [
        ("order.json", 1, "total_price", "total_price is not a decimal number such as 1234.56"),
        ("order_risk.json", 1, None, 'no table of shopify holds "risk"'),
    ]


def told(path: Path) -> list[object]:
    """The records of one of the documentation's replies, counted by hand of its rules."""
    reply = json.loads(path.read_text())
    values = list(reply.values()) if isinstance(reply, dict) else []
    if len(values) == 1 and isinstance(values[0], list | dict):
        (reply,) = values
    return reply if isinstance(reply, list) else [reply]


@pytest.mark.skipif(not REPLIES.is_dir(), reason="Shopify's example replies are not here")
def test_every_reply_of_shopifys_documentation_lands_or_is_kept(tmp_path: Path) -> None:
    house = House(tmp_path)
    folder = house.settings.exports / "shopify"
    shutil.copytree(REPLIES, folder)
    records = {path.name: told(path) for path in folder.glob("*.json")}
    # Only these hold what one of our tables holds, and are called so.
    names = "|".join(f"{many}(_search)?|{many.removesuffix('s')}" for many in LISTS)
    ours = {name for name in records if re.fullmatch(rf"({names})\.json", name)}
    # Two files are one and the same: byte for byte, the shop as its two APIs tell it.
    assert (folder / "graphql.json").read_bytes() == (folder / "shop.json").read_bytes()

    report = house.land()

    assert len(report.files) == len(list(REPLIES.glob("*.json"))) == 100
    # The documentation's list of orders shows none of their lines.
    (refused,) = report.refused
    assert refused.file_path == "orders.json"
    assert "the column line_items is missing" in str(refused.reason)
    assert "export the file with it" in str(refused.reason)
    ours.remove("orders.json")
    landed = {file.file_path: file.landed_count for file in report.files if file.landed_count}
    assert landed == {name: len(records[name]) for name in ours}
    others = set(records) - ours - {"orders.json", "shop.json"}
    assert [file.file_path for file in report.of("already")] == ["shop.json"]
    kept: dict[str, list[object]] = {}
    for name, text, reason in house.rows(
        "select file_path, raw_text, reason from landing.quarantine order by all"
    ):
        kept.setdefault(name, []).append(json.loads(text))
        assert re.match('no table of shopify holds "[a-z_]+"', reason)
    assert set(kept) == others
    for name in others:
        assert sorted(map(str, kept[name])) == sorted(map(str, records[name]))
    assert house.rows(
        "select count(*), sum(row_count - landed_count - quarantined_count) from landing.files"
        " where status = 'landed'"
    ) == [(98, 0)]
