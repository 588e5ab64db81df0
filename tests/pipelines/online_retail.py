"""What the marts must say of the Online Retail files, computed without the marts.

Plain SQL over the 305 daily CSV files, written from the definitions (DEFINITIONS, KPIs)
and not from the models, for stories to compare with. The folder lies beside a checkout
and is no part of the project; `AVAILABLE` is false where it is absent.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

FILES = Path(__file__).resolve().parents[3] / "shared" / "data" / "online_retail"
AVAILABLE = FILES.is_dir()
WINDOW_DAYS = 365

#: One row per file line. A number that begins with C is a cancellation (the data's own rule).
LINES = """
create table lines as
select InvoiceNo as invoice,
       StockCode as product,
       nullif(CustomerID, '') as customer,
       cast(Quantity as decimal(18, 4)) as quantity,
       cast(UnitPrice as decimal(18, 4)) as price,
       cast(InvoiceDate as date) as day,
       InvoiceNo like 'C%' as is_cancelled
from read_csv(?, header = true, all_varchar = true)
"""

#: A valid order: not cancelled, positive net sales. Gross is what was sold at a price;
#: what came back on the same invoice is taken off. The files know no discounts.
INVOICES = """
create table invoices as
select invoice,
       max(customer) as customer,
       min(day) as day,
       cast(date_trunc('month', min(day)) as date) as month,
       sum(case when quantity > 0 and price > 0 then quantity * price else 0 end) as gross,
       sum(case when quantity < 0 and price > 0 then -quantity * price else 0 end) as returned
from lines
where not is_cancelled
group by invoice
having gross - returned > 0
"""

MONTHS = """
create table months as
select month, cast(month + interval 1 month as date) - 1 as last_day
from (select distinct cast(date_trunc('month', day) as date) as month from lines)
"""

#: Each month with every order of the window that ends on its last day.
WINDOWS = f"""
create table windows as
select months.month, invoices.customer, invoices.invoice
from months
inner join invoices
    on invoices.day <= months.last_day
    and invoices.day > months.last_day - {WINDOW_DAYS}
where invoices.customer is not null
"""


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
    return rows


def _totals(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    ((lines, revenue, orders, cancelled, customers, products),) = _rows(
        connection,
        """
        select count(*), sum(quantity * price), count(distinct invoice),
               count(distinct invoice) filter (where is_cancelled),
               count(distinct customer), count(distinct product)
        from lines
        """,
    )
    # The known figures' own "clean set": lines, not invoices, decide.
    ((clean_lines, clean_orders, clean_revenue, clean_customers),) = _rows(
        connection,
        """
        select count(*), count(distinct invoice), sum(quantity * price), count(distinct customer)
        from lines where quantity > 0 and price > 0 and customer is not null
        """,
    )
    ((repeat,),) = _rows(
        connection,
        """
        select count(*) from (
            select customer from lines
            where quantity > 0 and price > 0 and customer is not null
            group by customer having count(distinct invoice) >= 2
        )
        """,
    )
    return {
        "line_count": lines,
        "revenue_of_all_lines": revenue,
        "order_count": orders,
        "cancelled_order_count": cancelled,
        "customer_count": customers,
        "product_count": products,
        "clean_line_count": clean_lines,
        "identified_order_count": clean_orders,
        "identified_net_sales_amount": clean_revenue,
        "identified_average_order_value": float(clean_revenue) / clean_orders,
        "customer_to_date_count": clean_customers,
        "repeat_customer_to_date_count": repeat,
        "repeat_rate_to_date": repeat / clean_customers,
    }


def _order_value(connection: duckdb.DuckDBPyConnection) -> dict[date, tuple[Any, ...]]:
    """By month: orders, gross, returns, net, known customers' orders and net."""
    rows = _rows(
        connection,
        """
        select month, count(*), sum(gross), sum(returned), sum(gross - returned),
               count(customer),
               coalesce(sum(gross - returned) filter (where customer is not null), 0)
        from invoices group by month
        """,
    )
    return {row[0]: row[1:] for row in rows}


def _retention(connection: duckdb.DuckDBPyConnection) -> dict[date, tuple[int, int, int, int]]:
    """By month: customers at the start, at the end, new, retained."""
    there: dict[date, set[str]] = {}
    for month, customer in _rows(connection, "select distinct month, customer from windows"):
        there.setdefault(month, set()).add(customer)
    figures = {}
    before: set[str] = set()
    for month in sorted(there):
        now = there[month]
        figures[month] = (len(before), len(now), len(now - before), len(now & before))
        before = now
    return figures


def _repeat_purchase(connection: duckdb.DuckDBPyConnection) -> dict[date, tuple[int, int, int]]:
    """By month, in the window: customers, with two orders, with one product in two orders."""
    rows = _rows(
        connection,
        """
        with per_customer as (
            select month, customer, count(*) as orders from windows group by month, customer
        ),
        per_product as (
            select windows.month, windows.customer, lines.product
            from windows inner join lines using (invoice)
            where lines.quantity > 0 and lines.price > 0
            group by all having count(distinct windows.invoice) >= 2
        )
        select per_customer.month, count(distinct per_customer.customer),
               count(distinct per_customer.customer) filter (where orders >= 2),
               count(distinct per_product.customer)
        from per_customer left join per_product using (month, customer)
        group by per_customer.month
        """,
    )
    return {month: (one, two, product) for month, one, two, product in rows}


def _cohorts(connection: duckdb.DuckDBPyConnection) -> dict[tuple[date, int], int]:
    """By cohort month and month number: customers who ordered; silent months are absent."""
    rows = _rows(
        connection,
        """
        select cohort, datediff('month', cohort, month), count(distinct customer)
        from (
            select customer, month, min(month) over (partition by customer) as cohort
            from invoices where customer is not null
        )
        group by all
        """,
    )
    return {(cohort, number): customers for cohort, number, customers in rows}


@cache
def expected_online_retail() -> dict[str, Any]:
    """The known figures, from the files: totals by name, and four KPIs month by month.

    Keys beside the totals: `order_value`, `retention`, `repeat_purchase` (dicts by month)
    and `cohorts` (dict by cohort month and month number). The months are those of the
    files' own wall-clock times.
    """
    with duckdb.connect() as connection:
        files = sorted(str(path) for path in FILES.glob("*.csv.gz"))
        connection.execute(LINES, [files])
        for statement in (INVOICES, MONTHS, WINDOWS):
            connection.execute(statement)
        return {
            **_totals(connection),
            "order_value": _order_value(connection),
            "retention": _retention(connection),
            "repeat_purchase": _repeat_purchase(connection),
            "cohorts": _cohorts(connection),
        }
