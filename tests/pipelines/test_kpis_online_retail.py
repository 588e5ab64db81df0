"""The known figures of a real shop (DATA.md), from its files and by our definitions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from .online_retail import AVAILABLE, expected_online_retail

DECEMBER = date(2010, 12, 1)

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="the data set lies beside a checkout")


def test_the_files_give_the_published_figures() -> None:
    figures = expected_online_retail()

    assert figures["line_count"] == 541_909
    assert figures["revenue_of_all_lines"] == Decimal("9747747.9340")
    assert (figures["order_count"], figures["cancelled_order_count"]) == (25_900, 3_836)
    assert (figures["customer_count"], figures["product_count"]) == (4_372, 4_070)
    assert (figures["clean_line_count"], figures["identified_order_count"]) == (397_884, 18_532)
    assert figures["identified_net_sales_amount"] == Decimal("8911407.9040")
    assert round(figures["identified_average_order_value"], 3) == 480.866
    assert figures["repeat_customer_to_date_count"] == 2_845
    assert figures["customer_to_date_count"] == 4_338


def test_our_definitions_of_orders_and_cohorts_agree_with_the_published_clean_set() -> None:
    """Valid orders are chosen per invoice, the clean set per line: they must meet."""
    figures = expected_online_retail()
    months = figures["order_value"].values()

    assert sum(row[4] for row in months) == figures["identified_order_count"]
    assert sum(row[5] for row in months) == figures["identified_net_sales_amount"]
    assert [figures["cohorts"][DECEMBER, number] for number in range(13)] == [
        885, 324, 286, 340, 321, 352, 321, 309, 313, 350, 331, 445, 235,
    ]  # fmt: skip
