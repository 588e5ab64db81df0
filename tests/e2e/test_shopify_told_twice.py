"""Shopify's API and its admin's CSV exports tell of the same shop: nothing counts twice."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from .house import House

MODELS = (
    "int_orders__shopify int_order_lines__shopify int_contacts__shopify int_products__shopify"
    " int_consents__shopify"
)


@pytest.fixture(scope="module")
def orders() -> list[dict[str, Any]]:
    """All orders of the API's replies, of which September's are taken away before landing."""
    return []


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, orders: list[dict[str, Any]]) -> House:
    house = House(tmp_path_factory.mktemp("house"))
    house.sandbox(150)
    for path in (house.exports / "shopify").glob("orders-*.json"):
        orders += json.loads(path.read_text())["orders"]
    # The admin's export holds August, which the API tells of too, and September.
    (house.exports / "shopify" / "orders-2026-09.json").unlink()
    house.cdp("land", "shopify")
    house.dbt("--quiet", "run", "--select", *(f"+{model}" for model in MODELS.split()))
    return house


def test_every_order_counts_once_whoever_told_of_it(
    house: House, orders: list[dict[str, Any]]
) -> None:
    told = house.query("select source_order_id from conformed.int_orders__shopify")

    assert sorted(told) == sorted((str(order["id"]),) for order in orders)


def test_an_export_alone_tells_the_same_money(house: House, orders: list[dict[str, Any]]) -> None:
    september = {order["id"]: order for order in orders if order["created_at"] >= "2026-09"}
    told = house.query(
        """
        select source_order_id, order_number, source_record_id, gross_amount, discount_amount,
            tax_amount, shipping_amount, total_amount, cancelled_at is not null
        from conformed.int_orders__shopify where ordered_at >= '2026-08-31 22:00:00'
        """
    )
    assert len(told) == len(september) > 5
    named = 0
    for key, number, customer, gross, discount, tax, shipping, total, is_cancelled in told:
        order = september[int(key)]
        assert number == order["name"]
        assert gross == Decimal(order["total_line_items_price"])
        assert discount == Decimal(order["total_discounts"])
        assert tax == Decimal(order["total_tax"])
        assert shipping == sum(Decimal(line["price"]) for line in order["shipping_lines"])
        assert total == Decimal(order["total_price"])
        assert is_cancelled == bool(order["cancelled_at"])
        # By e-mail address, unless two accounts share it.
        assert customer in (str(order["customer"]["id"]), None)
        named += customer is not None
    assert named > len(told) / 2


def test_lines_of_an_export_sum_to_what_was_paid(
    house: House, orders: list[dict[str, Any]]
) -> None:
    sums = {
        int(key): (paid, back, vouchers)
        for key, paid, back, vouchers in house.query(
            """
            select source_order_id,
                sum(quantity * unit_price_amount - discount_amount)
                    filter (line_type <> 'return'),
                coalesce(sum(-quantity * unit_price_amount - discount_amount)
                    filter (line_type = 'return'), 0),
                count(*) filter (line_type = 'voucher_sale')
            from conformed.int_order_lines__shopify group by source_order_id
            """
        )
    }
    assert len(sums) == len(orders)
    for order in orders:
        paid, back, vouchers = sums[order["id"]]
        assert paid == Decimal(order["total_price"])
        assert vouchers == sum(line["gift_card"] for line in order["line_items"])
        assert back == sum(
            Decimal(line["subtotal"])
            for refund in order["refunds"]
            for line in refund["refund_line_items"]
        )


def test_accounts_and_articles_of_both_count_once(house: House) -> None:
    for table, key in (
        ("int_contacts__shopify", "source_record_id"),
        ("int_products__shopify", "source_product_id"),
    ):
        ((rows, keys, exported),) = house.query(
            f"select count(*), count(distinct {key}), count(*) filter ({key} like 'export:%')"
            f" from conformed.{table}"
        )
        assert rows == keys > 0
        assert exported == 0, "the API knows them all"
