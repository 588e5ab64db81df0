"""The models count who comes and goes; this counts who is there, day by day, in Python.

Random orders, a window that is no multiple of a month, and a moment in mid-history: every
row of the customer KPIs must equal the definition (DEFINITIONS, KPIs) applied literally.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from .kpi_house import KpiHouse

START = date(2024, 1, 1)
MONTHS = [date(2024 + n // 12, n % 12 + 1, 1) for n in range(20)]
CHANNELS = ["online", "store", None]
SALES_MODELS = ["b2c", "b2b"]


@dataclass(frozen=True)
class Order:
    """A valid order of a known customer."""

    order_id: str
    customer: str
    day: date
    channel: str | None
    sales_model: str
    products: frozenset[str]

    def is_in(self, channel: str, sales_model: str) -> bool:
        return channel in ("all", self.channel or "unknown") and sales_model in (
            "all",
            self.sales_model,
        )


def random_orders(seed: int) -> list[Order]:
    dice = random.Random(seed)
    return [
        Order(
            order_id=f"o{number:03}",
            customer=f"c{dice.randrange(40)}",
            # Some on the last day of a month, where windows begin and end.
            day=START + timedelta(days=dice.choice([30, 59, 90, 364, 365, dice.randrange(580)])),
            channel=dice.choice(CHANNELS),
            sales_model=dice.choice(SALES_MODELS),
            products=frozenset(dice.sample(["p1", "p2", "p3", "p4", "p5"], dice.randint(1, 3))),
        )
        for number in range(300)
    ]


def slices() -> Iterator[tuple[str, str]]:
    for channel in ["all", *(c or "unknown" for c in CHANNELS)]:
        for sales_model in ["all", *SALES_MODELS]:
            yield channel, sales_model


def month_end(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def by_customer(orders: list[Order], until: date, window: int) -> dict[str, list[Order]]:
    """Each customer's orders of the last `window` days, the day `until` included."""
    found = defaultdict(list)
    for order in orders:
        if until - timedelta(days=window) < order.day <= until:
            found[order.customer].append(order)
    return found


def bought_again(orders: list[Order]) -> bool:
    products = [product for order in orders for product in order.products]
    return len(products) > len(set(products))


def expected(orders: list[Order], window: int) -> set[tuple[object, ...]]:
    rows: set[tuple[object, ...]] = set()
    last_day = max(order.day for order in orders)
    for channel, sales_model in slices():
        own = [order for order in orders if order.is_in(channel, sales_model)]
        for month in [month for month in MONTHS if month <= last_day]:
            before = by_customer(own, month - timedelta(days=1), window)
            after = by_customer(own, month_end(month), window)
            to_date = by_customer(own, month_end(month), 99999)
            new = set(after) - set(before)
            rows.add(
                (
                    month,
                    channel,
                    sales_model,
                    len(before),
                    len(after),
                    len(new),
                    len([c for c in new if any(o.day < month for o in to_date[c])]),
                    len(set(before) & set(after)),
                    len([c for c in after if len(after[c]) > 1]),
                    len([c for c in after if bought_again(after[c])]),
                    len(to_date),
                    len([c for c in to_date if len(to_date[c]) > 1]),
                )
            )
    return {row for row in rows if row[10]}


def test_every_row_equals_the_definition(tmp_path: Path) -> None:
    orders, window = random_orders(seed=2), 75
    house = KpiHouse(tmp_path, as_of="2025-05-20 09:00:00")
    house.fill(
        orders=[
            {
                "order_id": order.order_id,
                "customer_id": order.customer,
                "channel": order.channel,
                "sales_model": order.sales_model,
                "currency": "EUR",
                "gross_sales_amount": 10,
                "discount_amount": 0,
                "return_amount": 0,
                "net_sales_amount": 10,
                "is_valid": True,
                "is_first_order": False,
                "order_date": order.day,
                "ordered_at": f"{order.day} 10:00:00",
            }
            for order in orders
        ],
        order_lines=[
            {
                "order_line_id": f"{order.order_id}-{product}",
                "order_id": order.order_id,
                "product_id": product,
                "line_type": "sale",
                "quantity": 1,
                "unit_price_amount": 10,
                "is_valid": True,
            }
            for order in orders
            for product in order.products
        ],
    )
    house.build(retention_window_days=window)

    found = house.rows(
        """
        select retention.month, retention.channel, retention.sales_model,
               customer_at_start_count, customer_at_end_count, new_customer_count,
               won_back_customer_count, retained_customer_count, repeat_customer_count,
               repeat_product_customer_count, customer_to_date_count,
               repeat_customer_to_date_count
        from marts.kpi_repeat_purchase_monthly as repeat
        inner join marts.kpi_retention_monthly as retention
            on retention.month = repeat.month and retention.channel = repeat.channel
            and retention.sales_model = repeat.sales_model
        """
    )
    wanted = expected(orders, window)
    # Retention has no row where a slice had no customer at either end.
    assert set(found) == {row for row in wanted if row[3] or row[4]}
    assert len(found) > 150
    assert house.rows(
        "select max(month) filter (where is_complete), max(month) from marts.kpi_retention_monthly"
    ) == [(date(2025, 4, 1), max(order.day for order in orders).replace(day=1))]
