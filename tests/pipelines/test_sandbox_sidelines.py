"""The outlet shop, the pop-up stores and the marketplace: exact, and bought in by one crowd."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest

from pipelines.sandbox import retailer

PEOPLE, SEED, UNTIL = 600, 11, dt.date(2026, 9, 30)
CENT = Decimal("0.01")


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    retailer.write(PEOPLE, SEED, UNTIL, folder)
    return folder


def records(folder: Path, pattern: str, word: str) -> Iterator[dict[str, Any]]:
    """Every record of the documents, its numbers exact."""
    for path in sorted(folder.glob(pattern)):
        yield from json.loads(path.read_text(), parse_float=Decimal)[word]


def test_the_new_tools_add_a_tenth_at_most_each(exports: Path) -> None:
    shop = sum(1 for _ in records(exports, "shopify/orders-*", "orders"))
    outlet = sum(1 for _ in records(exports, "shopware/orders-*", "data"))
    pop_up = sum(1 for _ in records(exports, "square/orders-*", "orders"))
    market = len({row["amazon-order-id"] for row in report(exports, "all_orders")})
    for count in (outlet, pop_up, market):
        assert 0.02 * shop < count < 0.2 * shop


def test_most_buyers_elsewhere_are_people_known_here(exports: Path) -> None:
    people: dict[str, set[str]] = {}
    for row in parquet.read_table(exports / "truth.parquet").to_pylist():
        people.setdefault(row["source_name"], set()).add(row["person_id"])
    main = people["shopify"] | people["dsfinvk"] | people["hubspot"]
    for tool in ("shopware", "square", "amazon"):
        assert len(people[tool] & main) > 0.9 * len(people[tool])


# --- Shopware ----------------------------------------------------------------------------------


def test_outlet_orders_add_up_to_the_cent(exports: Path) -> None:
    kinds: Counter[str] = Counter()
    for order in records(exports, "shopware/orders-*", "data"):
        lines = order["lineItems"]
        for line in lines:
            kinds[line["type"]] += 1
            assert line["totalPrice"] == line["quantity"] * line["unitPrice"]
            assert line["price"]["totalPrice"] == line["totalPrice"]
            for tax in line["price"]["calculatedTaxes"]:
                rate = Decimal(tax["taxRate"]) / 100
                owed = abs(tax["price"]) * rate / (1 + rate)
                assert abs(tax["tax"]) == owed.quantize(CENT, ROUND_HALF_UP)
        goods = sum(line["totalPrice"] for line in lines)
        shipping = sum(each["shippingCosts"]["totalPrice"] for each in order["deliveries"])
        assert order["positionPrice"] == goods
        assert order["amountTotal"] == order["price"]["totalPrice"] == goods + shipping
        taxes = [tax["tax"] for line in lines for tax in line["price"]["calculatedTaxes"]]
        for delivery in order["deliveries"]:
            taxes += [tax["tax"] for tax in delivery["shippingCosts"]["calculatedTaxes"]]
        assert order["amountNet"] == order["amountTotal"] - sum(taxes)
    assert kinds["promotion"] > 5


def test_the_outlet_never_pays_back_more_than_was_paid(exports: Path) -> None:
    states: Counter[str] = Counter()
    blind = 0
    for order in records(exports, "shopware/orders-*", "data"):
        ordered = {line["id"]: line for line in order["lineItems"]}
        for payment in order["transactions"]:
            states[payment["stateMachineState"]["technicalName"]] += 1
            back = Decimal(0)
            for capture in payment["captures"]:
                for refund in capture["refunds"]:
                    for position in refund["positions"]:
                        line = ordered[position["orderLineItemId"]]
                        assert 1 <= position["quantity"] <= line["quantity"]
                        assert position["amount"]["totalPrice"] <= line["totalPrice"]
                        back += position["amount"]["totalPrice"]
                    assert refund["amount"]["totalPrice"] == back
            assert back <= order["positionPrice"]
            is_back = payment["stateMachineState"]["technicalName"].startswith("refunded")
            blind += is_back and not payment["captures"]
    assert set(states) == {"paid", "open", "refunded", "refunded_partially", "cancelled"}
    assert blind, "some refunds do not say for what"


def test_outlet_orders_and_subscriptions_name_known_records(exports: Path) -> None:
    customers = {row["id"]: row for row in records(exports, "shopware/customers-*", "data")}
    orders = Counter(
        order["orderCustomer"]["customerId"]
        for order in records(exports, "shopware/orders-*", "data")
    )
    assert set(orders) <= set(customers)
    guests = [key for key, row in customers.items() if row["guest"]]
    assert guests
    assert {orders[key] for key in guests} == {1}, "a guest is a new customer with each order"
    assert any(row["tags"] for row in customers.values())
    states = {row["status"] for row in records(exports, "shopware/newsletter_*", "data")}
    assert states == {"optIn", "direct", "optOut", "notSet"}


def test_the_outlets_history_says_when_what_happened(exports: Path) -> None:
    orders = list(records(exports, "shopware/orders-*", "data"))
    changes = {
        (row["entityName"], row["referencedId"], row["toStateMachineState"]["technicalName"]): row
        for row in records(exports, "shopware/state_machine_history-*", "data")
    }
    called_off = [order["id"] for order in orders
                  if order["stateMachineState"]["technicalName"] == "cancelled"]  # fmt: skip
    left = [parcel["id"] for order in orders for parcel in order["deliveries"]
            if parcel["trackingCodes"]]  # fmt: skip
    assert {key[1] for key in changes if key[0] == "order"} == set(called_off)
    assert {key[1] for key in changes if key[0] == "order_delivery"} == set(left)
    placed = {order["id"]: order["orderDateTime"] for order in orders}
    assert all(changes["order", key, "cancelled"]["createdAt"] > placed[key] for key in called_off)


# --- Square ------------------------------------------------------------------------------------


def test_pop_up_sales_and_refunds_add_up_to_the_cent(exports: Path) -> None:
    orders = {order["id"]: order for order in records(exports, "square/orders-*", "orders")}
    kinds: Counter[str] = Counter()
    for order in orders.values():
        kinds[order["state"]] += 1
        lines = order.get("line_items") or []
        for line in lines:
            cents = int(line["quantity"]) * line["base_price_money"]["amount"]
            assert line["gross_sales_money"]["amount"] == cents
            cents -= line["total_discount_money"]["amount"]
            assert line["total_money"] == {"amount": cents, "currency": "EUR"}
        assert order["total_money"]["amount"] == sum(
            line["total_money"]["amount"] for line in lines
        )
        discounts = sum(line["total_discount_money"]["amount"] for line in lines)
        stated = sum(each["applied_money"]["amount"] for each in order.get("discounts") or [])
        assert order["total_discount_money"]["amount"] == discounts == stated
        for back in order.get("returns") or []:
            kinds["returns"] += 1
            sold = {line["uid"]: line for line in orders[back["source_order_id"]]["line_items"]}
            for line in back["return_line_items"]:
                source = sold[line["source_line_item_uid"]]
                assert 1 <= int(line["quantity"]) <= int(source["quantity"])
                assert line["total_money"]["amount"] <= source["total_money"]["amount"]
            assert order["return_amounts"]["total_money"]["amount"] == sum(
                line["total_money"]["amount"] for line in back["return_line_items"]
            )
    assert set(kinds) == {"COMPLETED", "CANCELED", "returns"}


def test_pop_up_payments_are_the_orders_and_may_alone_name_the_buyer(exports: Path) -> None:
    orders = {order["id"]: order for order in records(exports, "square/orders-*", "orders")}
    customers = {row["id"] for row in records(exports, "square/customers-*", "customers")}
    named: Counter[str] = Counter()
    for payment in records(exports, "square/payments-*", "payments"):
        order = orders.pop(payment["order_id"])
        assert payment["amount_money"] == order["total_money"]
        on_order, on_payment = order["customer_id"], payment["customer_id"]
        assert on_order in (on_payment, None)
        assert {on_order, on_payment} <= customers | {None}
        named["both" if on_order else "payment" if on_payment else "nobody"] += 1
    assert min(named["both"], named["payment"], named["nobody"]) > 0
    assert all(order["state"] == "CANCELED" or order["returns"] for order in orders.values())


# --- Amazon ------------------------------------------------------------------------------------


def report(folder: Path, kind: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for path in sorted((folder / "amazon").glob(f"{kind}-*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    return rows


def test_marketplace_items_carry_their_tax_and_cancelled_ones_nothing(exports: Path) -> None:
    states: Counter[str] = Counter()
    rates = {
        product["title"]: None for product in records(exports, "shopify/products-*", "products")
    }
    items = report(exports, "all_orders")
    for item in items:
        states[item["order-status"]] += 1
        assert None not in item.values(), "every row has all columns"
        assert item["product-name"] in rates
        if item["order-status"] == "Cancelled":
            assert item["quantity"] == "0"
            assert item["item-price"] == item["currency"] == ""
            continue
        paid = Decimal(item["item-price"]) - Decimal(item["item-promotion-discount"] or 0)
        owed = {(paid * rate / (1 + rate)).quantize(CENT, ROUND_HALF_UP)
                for rate in (Decimal("0.19"), Decimal("0.07"))}  # fmt: skip
        assert Decimal(item["item-tax"]) in owed
        assert bool(item["promotion-ids"]) >= bool(item["item-promotion-discount"])
    known = {"Shipped", "Unshipped", "Cancelled", "Shipped - Returned to Seller"}
    assert known - {"Unshipped"} <= set(states) <= known


def test_only_the_sellers_own_parcels_name_a_buyer(exports: Path) -> None:
    sender = {row["amazon-order-id"]: row["fulfillment-channel"]
              for row in report(exports, "all_orders")}  # fmt: skip
    parcels = report(exports, "unshipped_orders")
    assert {sender[row["order-id"]] for row in parcels} == {"Merchant"}
    assert "Amazon" in sender.values()
    assert all(row["buyer-email"].endswith("@marketplace.example.com") for row in parcels)
    assert any(row["recipient-name"] != row["buyer-name"] for row in parcels)
