"""The five KPIs of a shop small enough to be worked out on paper.

Window 365 days, told on 10 February 2026. Four customers, one anonymous receipt:

    ada    2024-03-15 store b2c   90 (100 less 10 discount), buys p1
           2025-01-20 online b2c  50, buys p1 again, gets a gift
    bob    2024-12-10 store b2c   80, buys p3, gets a gift
           2025-06-05 store b2c   25 (40 less 15 returned), buys p3 again, gets a gift
    cem    2024-01-31 online b2c  30
           2025-05-02 online b2c  60
    dora   2025-01-05 online b2b 200 CHF
    nobody 2025-01-07 store b2c   20

and in January 2025 a cancelled order of ada's and a test order, which count nowhere.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from .kpi_house import KpiHouse, Row


def order(
    order_id: str,
    customer: str | None,
    day: str,
    slice_: str,
    gross: int,
    discount: int = 0,
    returned: int = 0,
    currency: str = "EUR",
    first: bool = False,
    valid: bool = True,
) -> Row:
    channel, sales_model = slice_.split()
    return {
        "order_id": order_id,
        "customer_id": customer,
        "channel": channel,
        "sales_model": sales_model,
        "currency": currency,
        "gross_sales_amount": gross,
        "discount_amount": discount,
        "return_amount": returned,
        "net_sales_amount": gross - discount - returned,
        "is_valid": valid,
        "is_first_order": first,
        "order_date": day,
        "ordered_at": f"{day} 12:00:00",
    }


def line(order_id: str, product: str, quantity: int = 1, price: int = 10) -> Row:
    return {
        "order_line_id": f"{order_id}-{product}-{quantity}",
        "order_id": order_id,
        "product_id": product,
        "line_type": "sale" if quantity > 0 else "return",
        "quantity": quantity,
        "unit_price_amount": price,
        "is_valid": True,
    }


ORDERS = [
    order("a1", "ada", "2024-03-15", "store b2c", 100, discount=10, first=True),
    order("a2", "ada", "2025-01-20", "online b2c", 50),
    order("b1", "bob", "2024-12-10", "store b2c", 80, first=True),
    order("b2", "bob", "2025-06-05", "store b2c", 40, returned=15),
    order("c1", "cem", "2024-01-31", "online b2c", 30, first=True),
    order("c2", "cem", "2025-05-02", "online b2c", 60),
    order("d1", "dora", "2025-01-05", "online b2b", 200, currency="CHF", first=True),
    order("n1", None, "2025-01-07", "store b2c", 20),
    order("x1", "ada", "2025-01-21", "online b2c", 500, valid=False),
    order("x2", "test", "2025-01-22", "online b2c", 999, valid=False),
]
LINES = [
    line("a1", "p1"),
    line("a2", "p1"),
    line("a2", "gift", price=0),
    line("b1", "p3"),
    line("b1", "gift", price=0),
    line("b2", "p3"),
    line("b2", "gift", price=0),
    line("c1", "p4"),
    line("c2", "p5"),
    line("c2", "p4", quantity=-1),
]


def contact(
    contact_id: str, slice_: str, currency: str, cost: str | None, solved: bool | None
) -> Row:
    channel, sales_model = slice_.split()
    return {
        "service_contact_id": contact_id,
        "channel": channel,
        "sales_model": sales_model,
        "currency": currency,
        "cost_amount": cost,
        "is_first_contact_resolved": solved,
        "is_test": False,
        "opened_date": "2025-01-15",
    }


CONTACTS = [
    contact("z1", "online b2c", "EUR", "6.00", True),
    contact("z2", "online b2c", "EUR", "4.50", False),
    contact("z3", "online b2b", "CHF", "9.00", None),
]


def answer(
    number: int, channel: str | None, instrument: str, score: int, day: str = "2025-01-31"
) -> Row:
    return {
        "survey_response_id": f"{channel}-{instrument}-{number}",
        "channel": channel,
        "sales_model": channel and "b2c",
        "instrument": instrument,
        "score": score,
        "scale_min": 1 if instrument == "csat" else 0,
        "scale_max": 5 if instrument == "csat" else 10,
        "is_valid": True,
        "is_positive": score >= 4 if instrument == "csat" else score >= 9,
        "is_negative": score <= 2 if instrument == "csat" else score <= 6,
        "response_date": day,
    }


ANSWERS = [
    *(answer(n, "online", "csat", s) for n, s in enumerate([5, 5, 5, 5, 4, 4, 4, 3, 3, 2, 1, 1])),
    *(answer(n, "store", "csat", s) for n, s in enumerate([5, 4, 4])),
    *(answer(n, None, "nps", s) for n, s in enumerate([10, 10, 9, 9, 9, 8, 7, 6, 3, 0])),
    answer(99, "online", "csat", 1, day="2025-02-01"),
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> KpiHouse:
    house = KpiHouse(tmp_path_factory.mktemp("kpis"), as_of="2026-02-10 00:00:00")
    house.fill(
        orders=ORDERS, order_lines=LINES, service_contacts=CONTACTS, survey_responses=ANSWERS
    )
    house.build()
    return house


def retention(
    house: KpiHouse, month: str, channel: str = "all", sales_model: str = "all"
) -> object:
    return house.rows(
        f"""
        select customer_at_start_count, customer_at_end_count, new_customer_count,
               won_back_customer_count, numerator, denominator, round(retention_rate, 4)
        from marts.kpi_retention_monthly
        where month = date '{month}-01' and channel = '{channel}' and sales_model = '{sales_model}'
        """
    )


def test_two_of_three_customers_are_kept(house: KpiHouse) -> None:
    """S on 31 December: ada, bob, cem. E on 31 January: ada, bob, dora; cem's is 366 days old."""
    assert retention(house, "2025-01") == [(3, 3, 1, 0, 2, 3, 0.6667)]


def test_a_customer_who_comes_back_is_won_back_not_retained(house: KpiHouse) -> None:
    assert retention(house, "2025-05") == [(3, 4, 1, 1, 3, 3, 1.0)]


def test_a_total_is_counted_anew_and_a_slice_is_seen_from_within(house: KpiHouse) -> None:
    """Ada is kept in the total, kept in the store, and new online."""
    assert retention(house, "2025-01", "store", "b2c") == [(2, 2, 0, 0, 2, 2, 1.0)]
    assert retention(house, "2025-01", "online") == [(1, 2, 2, 0, 0, 1, 0.0)]


def test_whoever_is_silent_for_the_window_is_lost(house: KpiHouse) -> None:
    assert retention(house, "2026-01") == [(4, 2, 0, 0, 2, 4, 0.5)]


def test_months_go_on_to_the_last_that_has_ended(house: KpiHouse) -> None:
    """Nothing happened since June 2025, and yet retention is told up to January 2026."""
    assert house.rows(
        "select min(month), max(month), bool_and(is_complete) from marts.kpi_retention_monthly"
    ) == [(date(2024, 1, 1), date(2026, 1, 1), True)]


def test_order_value_by_currency_and_without_what_does_not_count(house: KpiHouse) -> None:
    assert house.rows(
        """
        select channel, sales_model, currency, order_count, numerator, average_order_value,
               identified_order_count, identified_net_sales_amount
        from marts.kpi_order_value_monthly where month = date '2025-01-01' order by all
        """
    ) == [
        ("all", "all", "CHF", 1, 200, 200, 1, 200),
        ("all", "all", "EUR", 2, 70, 35, 1, 50),
        ("all", "b2b", "CHF", 1, 200, 200, 1, 200),
        ("all", "b2c", "EUR", 2, 70, 35, 1, 50),
        ("online", "all", "CHF", 1, 200, 200, 1, 200),
        ("online", "all", "EUR", 1, 50, 50, 1, 50),
        ("online", "b2b", "CHF", 1, 200, 200, 1, 200),
        ("online", "b2c", "EUR", 1, 50, 50, 1, 50),
        ("store", "all", "EUR", 1, 20, 20, 0, 0),
        ("store", "b2c", "EUR", 1, 20, 20, 0, 0),
    ]


def test_order_value_is_net_of_discounts_and_returns(house: KpiHouse) -> None:
    assert house.rows(
        """
        select month, gross_sales_amount, discount_amount, return_amount, net_sales_amount,
               gross_average_order_value, average_order_value
        from marts.kpi_order_value_monthly
        where channel = 'all' and sales_model = 'all' and discount_amount + return_amount > 0
        order by month
        """
    ) == [
        (date(2024, 3, 1), 100, 10, 0, 90, 100, 90),
        (date(2025, 6, 1), 40, 0, 15, 25, 40, 25),
    ]


def repeat(house: KpiHouse, month: str, channel: str = "all", sales_model: str = "all") -> object:
    return house.rows(
        f"""
        select customer_count, repeat_customer_count, repeat_product_customer_count,
               customer_to_date_count, repeat_customer_to_date_count, round(repeat_rate_to_date, 4)
        from marts.kpi_repeat_purchase_monthly
        where month = date '{month}-01' and channel = '{channel}' and sales_model = '{sales_model}'
        """
    )


def test_repeat_customers_and_the_same_product_again(house: KpiHouse) -> None:
    """In January only ada has two orders in the window, and only across channels."""
    assert repeat(house, "2025-01") == [(3, 1, 1, 4, 1, 0.25)]
    assert repeat(house, "2025-01", "store", "b2c") == [(2, 0, 0, 2, 0, 0.0)]
    assert repeat(house, "2025-01", "online") == [(2, 0, 0, 3, 0, 0.0)]


def test_a_repeat_ends_when_the_earlier_order_leaves_the_window(house: KpiHouse) -> None:
    """In June bob alone repeats (ada's first is too old, cem's too); in December nobody does."""
    assert repeat(house, "2025-06") == [(4, 1, 1, 4, 3, 0.75)]
    assert repeat(house, "2025-12") == [(4, 0, 0, 4, 3, 0.75)]


def test_orders_are_new_repeated_or_anonymous(house: KpiHouse) -> None:
    assert house.rows(
        """
        select new_order_count, repeat_order_count, anonymous_order_count, repeat_order_rate
        from marts.kpi_repeat_purchase_monthly
        where month = date '2025-01-01' and channel = 'all' and sales_model = 'all'
        """
    ) == [(1, 1, 1, 0.5)]


def test_satisfaction_is_top_two_boxes_and_silent_about_a_handful(house: KpiHouse) -> None:
    """Online 7 of 12 positive, 3 negative; store 3 of 3, too few for a share; in sum 10 of 15."""
    assert house.rows(
        """
        select channel, positive_answer_count, negative_answer_count, valid_answer_count,
               round(csat_rate, 4), round(csat_net, 4), is_published, net_promoter_score
        from marts.kpi_satisfaction_monthly
        where month = date '2025-01-01' and sales_model = 'all' order by channel
        """
    ) == [
        ("all", 10, 3, 15, 0.6667, 0.4667, True, 20.0),
        ("online", 7, 3, 12, 0.5833, 0.3333, True, None),
        ("store", 3, 0, 3, None, None, False, None),
        ("unknown", 0, 0, 0, None, None, False, 20.0),
    ]


def test_service_cost_per_contact_and_per_order(house: KpiHouse) -> None:
    """Three valid orders in January divide either currency's cost; the store had no contact."""
    assert house.rows(
        """
        select channel, sales_model, currency, numerator, denominator, cost_per_contact_amount,
               order_count, cost_per_order_amount, round(contact_rate, 4),
               first_contact_resolution_rate
        from marts.kpi_service_cost_monthly
        where (channel, sales_model) in (('all', 'all'), ('online', 'b2c'), ('store', 'b2c'))
        order by all
        """
    ) == [
        ("all", "all", "CHF", 9, 1, 9, 3, 3, 0.3333, None),
        ("all", "all", "EUR", Decimal("10.5"), 2, Decimal("5.25"), 3, Decimal("3.5"), 0.6667, 0.5),
        ("online", "b2c", "CHF", 0, 0, None, 1, 0, 0.0, None),
        ("online", "b2c", "EUR", Decimal("10.5"), 2, Decimal("5.25"), 1, Decimal("10.5"), 2.0, 0.5),
        ("store", "b2c", "CHF", 0, 0, None, 1, 0, 0.0, None),
        ("store", "b2c", "EUR", 0, 0, None, 1, 0, 0.0, None),
    ]


def test_the_scorecard_shows_the_five_side_by_side(house: KpiHouse) -> None:
    assert house.rows(
        """
        select currency, round(retention_rate, 4), average_order_value,
               round(repeat_purchase_rate, 4), round(csat_rate, 4), cost_per_contact_amount
        from marts.kpi_scorecard_monthly
        where month = date '2025-01-01' and channel = 'all' and sales_model = 'all'
        order by currency
        """
    ) == [
        ("CHF", 0.6667, 200, 0.3333, 0.6667, 9),
        ("EUR", 0.6667, 35, 0.3333, 0.6667, Decimal("5.25")),
    ]


def test_the_scorecard_compares_with_the_same_month_a_year_before(house: KpiHouse) -> None:
    """Retention 1/2 after 2/3; average order value 50 (online) in 2025 after cem's 30 in 2024."""
    assert house.rows(
        """
        select channel, round(retention_rate_change, 4), average_order_value_change
        from marts.kpi_scorecard_monthly
        where sales_model = 'all' and currency = 'EUR'
          and (month, channel) in ((date '2026-01-01', 'all'), (date '2025-01-01', 'online'))
        order by channel
        """
    ) == [("all", -0.1667, None), ("online", None, 20)]


def test_a_cohort_keeps_its_size_and_shows_silence_as_zero(house: KpiHouse) -> None:
    """January 2024 is cem alone: again in month 16, silent else; 25 months till January 2026."""
    assert house.rows(
        """
        select max(customer_count), count(*), max(month_number),
               sum(active_customer_count) filter (where month_number > 0),
               max(month_number) filter (where active_customer_count > 0)
        from marts.cohort_retention_monthly where cohort_month = date '2024-01-01'
        """
    ) == [(1, 25, 24, 1, 16)]


def test_metrics_name_each_kpi_in_both_languages(house: KpiHouse) -> None:
    assert house.rows(
        """
        select english_name, german_name from marts.metrics
        where metric_key = 'average_order_value'
        """
    ) == [("Average order value", "Durchschnittlicher Bestellwert")]


def test_each_metric_is_its_numerator_over_its_denominator_where_it_says(house: KpiHouse) -> None:
    metrics = house.rows(
        """
        select metric_key, unit, model, value_column, numerator_column, denominator_column
        from marts.metrics
        """
    )
    for key, unit, model, value, numerator, denominator in metrics:
        scale = 100 if unit == "points" else 1
        ((told, wrong),) = house.rows(
            f"""
            select count({value}),
                   count(*) filter (where abs({value} - {scale} * ({numerator})
                       / cast(nullif({denominator}, 0) as double)) > 0.0001)
            from marts.{model}
            """
        )
        assert told > 0, key
        assert wrong == 0, key


def test_no_kpi_is_missing_from_the_metrics(house: KpiHouse) -> None:
    """Every rate and average of a KPI table is a metric with a name; the scorecard repeats them."""
    values = house.rows(
        """
        select table_name, column_name from information_schema.columns
        where table_schema = 'marts' and table_name like 'kpi_%'
          and table_name <> 'kpi_scorecard_monthly'
          and (column_name similar to '.*(_rate|_rate_to_date|_net|_value|_score)'
               or column_name like 'cost_per_%')
        """
    )
    named = house.rows("select model, value_column from marts.metrics")
    assert len(values) == 15
    assert set(values) <= set(named)
    assert all(all(row) for row in house.rows("select * from marts.metrics"))
