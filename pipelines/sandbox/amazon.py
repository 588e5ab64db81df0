"""Amazon: the marketplace's order reports, as Seller Central hands them out, by month."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.sandbox.clock import Clock
from pipelines.sandbox.write import Tally, texts

ALL_ORDERS = (
    "amazon-order-id", "merchant-order-id", "purchase-date", "last-updated-date", "order-status",
    "fulfillment-channel", "sales-channel", "order-channel", "ship-service-level", "product-name",
    "sku", "asin", "item-status", "quantity", "currency", "item-price", "item-tax",
    "shipping-price", "shipping-tax", "gift-wrap-price", "gift-wrap-tax",
    "item-promotion-discount", "ship-promotion-discount", "ship-city", "ship-state",
    "ship-postal-code", "ship-country", "promotion-ids", "is-business-order",
    "purchase-order-number", "price-designation",
)  # fmt: skip
UNSHIPPED_ORDERS = (
    "order-id", "order-item-id", "purchase-date", "payments-date", "reporting-date",
    "promise-date", "days-past-promise", "buyer-email", "buyer-name", "buyer-phone-number", "sku",
    "product-name", "quantity-purchased", "quantity-shipped", "quantity-to-ship",
    "ship-service-level", "recipient-name", "ship-address-1", "ship-address-2", "ship-address-3",
    "ship-city", "ship-state", "ship-postal-code", "ship-country", "is-business-order",
    "purchase-order-number", "price-designation", "is-prime",
)  # fmt: skip

MACROS = [
    "create macro amazon_time(t) as replace(iso_utc(t), 'Z', '+00:00')",
    "create macro amazon_order_id(sale) as '028-' || lpad(cast(1000003 * (sale + 1) % 9999991"
    " as varchar), 7, '0') || '-' || lpad(cast(sale as varchar), 7, '0')",
]


def write(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes both reports below ``root``/amazon, one file a month."""
    tally, folder = Tally(), root / "amazon"
    folder.mkdir(parents=True, exist_ok=True)
    _prepare(con)
    for kind, header, query in (
        ("all_orders", ALL_ORDERS, _all_orders()),
        ("unshipped_orders", UNSHIPPED_ORDERS, _unshipped_orders()),
    ):
        found = texts(con, query)
        for month, _, first, last in found.runs(len(found.keys) + 1):
            with (folder / f"{kind}-{month}.txt").open("wb") as file:
                file.write(("\t".join(header) + "\r\n").encode())
                file.write(found.rows(first, last))
            tally.add(kind, last - first)
    return tally


def _prepare(con: duckdb.DuckDBPyConnection) -> None:
    """``amazon_item``: each line with its order and buyer, in the order of the reports."""
    con.execute("""
        create table amazon_item as
        select
            amazon_sale.* exclude (discount),
            strftime(local_day("at"), '%Y-%m') as month,
            amazon_order_id(sale) as order_id,
            line_no,
            title,
            sku,
            'B0' || upper(left(md5('asin ' || product), 8)) as asin,
            quantity,
            quantity * line.price as item_price,
            line.discount as item_discount,
            line.tax,
            case when line_no = 0 then shipping else 0 end as item_shipping,
            -- What Amazon sends from its own warehouse is its own business. The first
            -- order of a buyer always is the seller's, so that the buyer is known.
            luck < 0.25 and sale > min(sale) over (partition by record) as is_sent_by_amazon,
            luck > 0.93 as is_present,
            coalesce(customer.first_name || ' ', '') || customer.last_name as buyer_name,
            customer.email, customer.street, customer.house_number, customer.town,
            customer.postal_code
        from amazon_sale
        join amazon_line as line using (sale)
        join product using (product)
        join record as customer using (record)
        order by amazon_sale."at", sale, line_no
    """)


def _row(*values: str) -> str:
    return "concat_ws('\t', " + ", ".join(f"coalesce({value}, '')" for value in values) + ")"


def _all_orders() -> str:
    row = _row(
        "order_id",
        "''",
        'amazon_time("at")',
        """amazon_time(case when is_cancelled then cancelled_at
            when refunded_at >= 0 and is_back then refunded_at
            when is_closed then shipped_at else "at" end)""",
        """case when is_cancelled then 'Cancelled'
            when refunded_at >= 0 and is_back then 'Shipped - Returned to Seller'
            when is_closed then 'Shipped' else 'Unshipped' end""",
        "case when is_sent_by_amazon then 'Amazon' else 'Merchant' end",
        "'Amazon.de'",
        "''",
        "'Standard'",
        "title",
        "sku",
        "asin",
        """case when is_cancelled then 'Cancelled' when is_closed then 'Shipped'
            else 'Unshipped' end""",
        "case when is_cancelled then '0' else cast(quantity as varchar) end",
        "case when not is_cancelled then 'EUR' end",
        "case when not is_cancelled then eur(item_price) end",
        "case when not is_cancelled then eur(tax_of(item_price - item_discount, tax)) end",
        "case when not is_cancelled and item_shipping > 0 then eur(item_shipping) end",
        """case when not is_cancelled and item_shipping > 0
            then eur(tax_of(item_shipping, 19)) end""",
        "''",
        "''",
        "case when not is_cancelled and item_discount > 0 then eur(item_discount) end",
        "''",
        "town",
        "''",
        "postal_code",
        "'DE'",
        "case when not is_cancelled then code end",
        "'false'",
        "''",
        "''",
    )
    return f"""
        select month, {row} || '\r\n'
        from (
            select *, luck < 0.5 as is_back from amazon_item
        )
        order by "at", sale, line_no
    """


def _unshipped_orders() -> str:
    row = _row(
        "order_id",
        "lpad(cast(30000000000 + sale * 8 + line_no as varchar), 14, '0')",
        'amazon_time("at")',
        'amazon_time("at" + 60)',
        'amazon_time("at" + 3600)',
        'amazon_time("at" + 172800)',
        "'0'",
        "email",
        "buyer_name",
        "''",
        "sku",
        "title",
        "cast(quantity as varchar)",
        "'0'",
        "cast(quantity as varchar)",
        "'Standard'",
        "case when is_present then 'Familie Geschenk' else buyer_name end",
        "case when is_present then 'Postfach 123' else street || ' ' || house_number end",
        "''",
        "''",
        "town",
        "''",
        "postal_code",
        "'DE'",
        "'false'",
        "''",
        "''",
        "'false'",
    )
    return f"""
        select month, {row} || '\r\n'
        from amazon_item
        where not is_sent_by_amazon
        order by "at", sale, line_no
    """
