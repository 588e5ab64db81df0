"""Square: the pop-up stores' tills, as its API answers, one page a file."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.sandbox.clock import Clock
from pipelines.sandbox.records import tool_number
from pipelines.sandbox.write import Tally, enveloped, monthly, numbered, write_json

MACROS = [
    "create macro square_id(kind, number) as"
    " upper(left(md5('square ' || kind || ' ' || number), 26))",
    "create macro square_money(c) as {'amount': cast(c as bigint), 'currency': 'EUR'}",
    "create macro square_place(place) as ['LPOPUPBIKINI', 'LPOPUPHAFEN1'][cast(place + 1 as int)]",
]


def write(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes the catalogue, customers, orders and payments below ``root``/square."""
    tally, folder = Tally(), root / "square"
    _prepare(con)
    write_json(con, tally, folder, "catalog", _catalog(clock), numbered("catalog"),
               enveloped("objects"))  # fmt: skip
    write_json(con, tally, folder, "customers", _customers(), numbered("customers"),
               enveloped("customers"))  # fmt: skip
    write_json(con, tally, folder, "orders", _orders(), monthly("orders"), enveloped("orders"))
    write_json(con, tally, folder, "payments", _payments(), monthly("payments"),
               enveloped("payments"))  # fmt: skip
    return tally


def _prepare(con: duckdb.DuckDBPyConnection) -> None:
    """``square_order``: flat, with its sums; ``square_customer``: who is known there."""
    con.execute("""
        create table square_order as
        select
            square_sale.*,
            strftime(local_day("at"), '%Y-%m') as month,
            customer.number,
            -- The cashier now and then names the customer on the payment only.
            luck < 0.2 as is_on_payment,
            goods - discount as total,
            tax_total
        from square_sale
        left join record as customer using (record)
        join (
            select sale, sum(quantity * price) as goods,
                sum(tax_of(quantity * price - discount, tax)) as tax_total
            from square_line group by sale
        ) using (sale)
        order by "at", sale
    """)


def _catalog(clock: Clock) -> str:
    return f"""
        select 'all', to_json({{
            'type': 'CATEGORY',
            'id': square_id('category', category_no),
            'updated_at': iso_utc(cast({clock.begin} as bigint)),
            'version': {clock.begin}000,
            'is_deleted': false,
            'present_at_all_locations': true,
            'category_data': {{'name': category}}
        }}) || ',\n'
        from (select distinct category_no, category from product)
        union all
        select 'all', to_json({{
            'type': 'ITEM',
            'id': square_id('item', product),
            'updated_at': iso_utc(cast({clock.begin} as bigint) + 3600 * product),
            'version': {clock.begin}000 + product,
            'is_deleted': false,
            'present_at_all_locations': true,
            'item_data': {{
                'name': title,
                'is_archived': product % 31 = 30,
                'categories': [{{'id': square_id('category', category_no)}}],
                'variations': [{{
                    'type': 'ITEM_VARIATION',
                    'id': square_id('variation', product),
                    'item_variation_data': {{
                        'item_id': square_id('item', product),
                        'name': 'Regular',
                        'sku': sku,
                        'upc': gtin,
                        'pricing_type': 'FIXED_PRICING',
                        'price_money': square_money(price)
                    }}
                }}]
            }}
        }}) || ',\n'
        from product
        where not is_voucher
        order by 2
    """


def _customers() -> str:
    return f"""
        select 'all', to_json({{
            'id': square_id('customer', number),
            'created_at': iso_utc(least(met_at, coalesce(first_at, met_at))),
            'updated_at': iso_utc(greatest(met_at, coalesce(last_at, met_at))),
            'given_name': first_name,
            'family_name': last_name,
            'email_address': case when shown < 0.7 then email end,
            'phone_number': phone,
            'address': case when shown > 0.4 then {{
                'address_line_1': street || ' ' || house_number,
                'locality': town,
                'postal_code': postal_code,
                'country': 'DE'
            }} end,
            'birthday': case
                when shown_birth < 0.1 then '0000-' || strftime(birth_date, '%m-%d')
                when shown_birth < 0.3 then cast(birth_date as varchar) end,
            'preferences': {{
                'email_unsubscribed': shop_consent(consent, consent_other) = 'withdrawn'
            }},
            'creation_source': case when odd < 0.8 then 'DIRECTORY' else 'INSTANT_PROFILE' end,
            'version': 1
        }}) || ',\n'
        from record
        left join (
            select record, min("at") as first_at, max("at") as last_at
            from square_sale group by record
        ) using (record)
        where tool = {tool_number("square")}
        order by number
    """


def _orders() -> str:
    """Sales, then each refund as an order of its own that names the sale."""
    return """
        with
        items as (
            select
                sale,
                list({
                    'uid': 'l' || line_no,
                    'name': title,
                    'quantity': cast(quantity as varchar),
                    'catalog_object_id': square_id('variation', product),
                    'variation_name': 'Regular',
                    'item_type': 'ITEM',
                    'applied_taxes': [{
                        'uid': 't' || line_no,
                        'tax_uid': 'ust' || line.tax,
                        'applied_money': square_money(
                            tax_of(quantity * line.price - line.discount, line.tax))
                    }],
                    'base_price_money': square_money(line.price),
                    'variation_total_price_money': square_money(quantity * line.price),
                    'gross_sales_money': square_money(quantity * line.price),
                    'total_tax_money': square_money(
                        tax_of(quantity * line.price - line.discount, line.tax)),
                    'total_discount_money': square_money(line.discount),
                    'total_money': square_money(quantity * line.price - line.discount)
                } order by line_no) as line_items
            from square_line as line
            join product using (product)
            group by sale
        ),
        returned as (
            select
                sale,
                list({
                    'uid': 'r' || line_no,
                    'source_line_item_uid': 'l' || line_no,
                    'name': title,
                    'quantity': cast(back as varchar),
                    'catalog_object_id': square_id('variation', product),
                    'item_type': 'ITEM',
                    'base_price_money': square_money(line.price),
                    'gross_return_money': square_money(back * line.price),
                    'total_tax_money': square_money(tax_of(paid_back, line.tax)),
                    'total_discount_money': square_money(back * line.price - paid_back),
                    'total_money': square_money(paid_back)
                } order by line_no) as return_line_items,
                sum(paid_back) as paid_back,
                sum(tax_of(paid_back, line.tax)) as tax_back
            from (
                select *, (quantity * price - discount) * back // quantity as paid_back
                from square_line where back > 0
            ) as line
            join product using (product)
            join square_sale using (sale)
            where refunded_at >= 0
            group by sale
        ),
        spoken as (
            select month, "at" as happened_at, sale, to_json({
                'id': square_id('order', sale),
                'location_id': square_place(place),
                'source': {'name': 'Square Point of Sale'},
                'customer_id': case when not is_on_payment then square_id('customer', number) end,
                'line_items': line_items,
                'taxes': [
                    {'uid': 'ust19', 'name': 'USt 19 %', 'percentage': '19',
                        'type': 'INCLUSIVE', 'scope': 'LINE_ITEM'},
                    {'uid': 'ust7', 'name': 'USt 7 %', 'percentage': '7',
                        'type': 'INCLUSIVE', 'scope': 'LINE_ITEM'}
                ],
                'discounts': case when code is not null then [{
                    'uid': 'd1', 'name': code, 'type': 'FIXED_PERCENTAGE',
                    'percentage': cast(percent as varchar), 'scope': 'ORDER',
                    'applied_money': square_money(discount)
                }] end,
                'net_amounts': {
                    'total_money': square_money(total),
                    'tax_money': square_money(tax_total),
                    'discount_money': square_money(discount)
                },
                'tenders': case when not is_cancelled then [{
                    'id': square_id('payment', sale),
                    'payment_id': square_id('payment', sale),
                    'type': case pay when 0 then 'CASH' else 'CARD' end,
                    'amount_money': square_money(total)
                }] end,
                'total_money': square_money(total),
                'total_tax_money': square_money(tax_total),
                'total_discount_money': square_money(discount),
                'total_tip_money': square_money(0),
                'total_service_charge_money': square_money(0),
                'state': case when is_cancelled then 'CANCELED' else 'COMPLETED' end,
                'version': 4,
                'created_at': iso_utc("at"),
                'updated_at': iso_utc(case when is_cancelled then cancelled_at else "at" + 40 end),
                'closed_at': iso_utc(case when is_cancelled then cancelled_at else "at" + 40 end)
            }) as document
            from square_order
            join items using (sale)
            union all
            select strftime(local_day(refunded_at), '%Y-%m'), refunded_at, sale, to_json({
                'id': square_id('refund order', sale),
                'location_id': square_place(place),
                'source': {'name': 'Square Point of Sale'},
                'customer_id': case when not is_on_payment then square_id('customer', number) end,
                'returns': [{
                    'uid': 'ret1',
                    'source_order_id': square_id('order', sale),
                    'return_line_items': return_line_items
                }],
                'return_amounts': {
                    'total_money': square_money(paid_back),
                    'tax_money': square_money(tax_back)
                },
                'net_amounts': {
                    'total_money': square_money(-paid_back),
                    'tax_money': square_money(-tax_back)
                },
                'refunds': [{
                    'id': square_id('refund', sale),
                    'tender_id': square_id('payment', sale),
                    'created_at': iso_utc(refunded_at),
                    'reason': reason,
                    'amount_money': square_money(paid_back),
                    'status': 'APPROVED'
                }],
                'total_money': square_money(0),
                'total_tax_money': square_money(0),
                'total_discount_money': square_money(0),
                'state': 'COMPLETED',
                'version': 2,
                'created_at': iso_utc(refunded_at),
                'updated_at': iso_utc(refunded_at + 20),
                'closed_at': iso_utc(refunded_at + 20)
            })
            from square_order
            join returned using (sale)
        )
        select month, document || ',\n' from spoken order by happened_at, sale
    """


def _payments() -> str:
    return """
        select month, to_json({
            'id': square_id('payment', sale),
            'order_id': square_id('order', sale),
            'location_id': square_place(place),
            'customer_id': square_id('customer', number),
            'status': 'COMPLETED',
            'source_type': case pay when 0 then 'CASH' else 'CARD' end,
            'amount_money': square_money(total),
            'total_money': square_money(total),
            'refunded_money': case when paid_back > 0 then square_money(paid_back) end,
            'receipt_number': left(square_id('receipt', sale), 4),
            'created_at': iso_utc("at" + 20),
            'updated_at': iso_utc(case when paid_back > 0 then refunded_at else "at" + 30 end)
        }) || ',\n'
        from square_order
        left join (
            select sale, sum((quantity * price - discount) * back // quantity) as paid_back
            from square_line group by sale
        ) using (sale)
        where not is_cancelled
        order by "at", sale
    """
