"""Shopify: replies of the Admin REST API, one JSON document per file."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.sandbox import shopify_admin
from pipelines.sandbox.clock import Clock
from pipelines.sandbox.write import Tally, enveloped, monthly, numbered, write_json

#: Customers per query: a multiple of the records per file, small enough for any memory.
CHUNK = 100_000


def write(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes products, customers and orders below ``root``/shopify."""
    tally, folder = Tally(), root / "shopify"
    write_json(con, tally, folder, "products", _products(clock), numbered("products"),
               enveloped("products"))  # fmt: skip
    _prepare(con, clock)
    total = _count(con, "shop_customer")
    for first in range(0, total, CHUNK):
        write_json(
            con, tally, folder, "customers", _customers(first, first + CHUNK),
            numbered("customers", first // 10_000), enveloped("customers"),
        )  # fmt: skip
    for first_month, last_month in _spans(con):
        write_json(con, tally, folder, "orders", _orders(first_month, last_month),
                   monthly("orders"), enveloped("orders"))  # fmt: skip
    shopify_admin.write(con, clock, folder, tally)
    return tally


def _spans(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """(first, last) months that together hold about one chunk of orders."""
    spans: list[tuple[str, str]] = []
    filled = CHUNK
    rows = con.execute("select month, count(*) from shop_order group by 1 order by 1").fetchall()
    for month, orders in rows:
        if filled + orders > CHUNK:
            spans.append((month, month))
            filled = 0
        spans[-1] = (spans[-1][0], month)
        filled += orders
    return spans


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    row = con.execute(f"select count(*) from {table}").fetchone()
    return int(row[0]) if row else 0


def _products(clock: Clock) -> str:
    launched = f"{clock.begin} - 86400 * (90 + product * 11)"
    return f"""
        select 'all', to_json({{
            'id': 8800000000001 + product * 32,
            'title': title,
            'vendor': brand,
            'product_type': category,
            'status': case when product % 29 = 28 then 'archived' else 'active' end,
            'created_at': iso_local({launched}),
            'updated_at': iso_local({clock.end} - 3600 * (product % 400)),
            'published_at': iso_local({launched} + 86400),
            'tags': category || ', ' || brand,
            'variants': [{{
                'id': 4400000000001 + product * 32,
                'sku': sku,
                'barcode': gtin,
                'price': eur(price),
                'inventory_item_id': 4700000000001 + product * 32,
                'cost': eur(price * 52 // 100)
            }}],
            'images': [{{'src': 'https://cdn.shop.example.com/' || lower(sku) || '.jpg'}}]
        }}) || ',\n'
        from product
        order by product
    """


def _prepare(con: duckdb.DuckDBPyConnection, clock: Clock) -> None:
    """``shop_customer`` and ``shop_order``: flat, sorted as they will be written."""
    con.execute("""
        create table shop_customer as
        select
            record.*,
            case
                when role = 0 then least(met_at, coalesce(first_at, met_at))
                else coalesce(first_at, met_at)
            end as created_at,
            row_number() over (order by number) - 1 as place
        from record
        left join (
            select record, min("at") as first_at
            from sale_record join sale using (sale) group by record
        ) as visits using (record)
        where tool = 0
        order by number
    """)
    con.execute("""
        create table shop_order as
        select
            sale.* exclude (code),
            code.code,
            record,
            strftime(local_day(sale."at"), '%Y-%m') as month,
            5500000000001 + order_no * 64 as order_id,
            gross,
            items_tax,
            is_all_back
        from sale
        join sale_record using (sale)
        left join code on code.code_no = sale.code
        join (
            select
                sale,
                sum(quantity * price) as gross,
                sum(tax_of(quantity * price - discount, tax)) as items_tax,
                bool_and(back = quantity) as is_all_back
            from line group by sale
        ) using (sale)
        where channel < 4
        order by sale."at", sale.sale
    """)


def _customers(first: int, last: int) -> str:
    address = """{
        'first_name': first_name,
        'last_name': last_name,
        'company': company_name,
        'address1': street || ' ' || house_number,
        'address2': cast(null as varchar),
        'city': town,
        'zip': postal_code,
        'country_code': 'DE',
        'phone': case when odd < 0.5 then phone end
    }"""
    return f"""
        select 'all', to_json({{
            'id': number,
            'email': email,
            'phone': case
                when phone_digits like '0%' then phone_digits
                when shown < 0.7 then '+49' || phone_digits end,
            'first_name': first_name,
            'last_name': last_name,
            'created_at': iso_local(created_at),
            'updated_at': iso_local(created_at
                + cast(touched * (history_end() - created_at) as bigint)),
            'state': case when role = 0 then 'enabled' else 'disabled' end,
            'note': case when is_test then 'Testkonto, bitte nicht beliefern' end,
            'tags': concat_ws(', ',
                case when is_test then 'test' end,
                case when company is not null then 'b2b' end,
                case when role = 2 then 'amazon' end,
                case when is_kiosk then 'tablet' end),
            'verified_email': role = 0 and odd < 0.9,
            'tax_exempt': false,
            'currency': 'EUR',
            'default_address': address,
            'addresses': [address],
            'email_marketing_consent': case when email is not null and role < 2 then {{
                'state': case shop_consent(consent, consent_other)
                    when 'granted' then 'subscribed'
                    when 'withdrawn' then 'unsubscribed'
                    when 'pending' then 'pending'
                    else 'not_subscribed' end,
                'opt_in_level': case when shop_consent(consent, consent_other) = 'denied'
                    then null when odd < 0.8 then 'confirmed_opt_in' else 'single_opt_in' end,
                'consent_updated_at': case when shop_consent(consent, consent_other) <> 'denied'
                    then iso_local(shop_heard_at(consented_at, consent_other, odd)) end
            }} end,
            'sms_marketing_consent': case when phone_digits is not null and odd > 0.7 and role = 0
                then {{
                    'state': case crm_consent((consent + 0.2) % 1.0)
                        when 'granted' then 'subscribed' when 'withdrawn' then 'unsubscribed'
                        else 'not_subscribed' end,
                    'opt_in_level': 'single_opt_in',
                    'consent_updated_at': case
                        when crm_consent((consent + 0.2) % 1.0) in ('granted', 'withdrawn')
                        then iso_local(consented_at) end
                }} end,
            'metafields': list_filter([
                case when card is not null and role = 0 and card_luck < 0.75 then
                    {{'namespace': 'custom', 'key': 'loyalty_card', 'value': card}} end,
                case when role = 0 then
                    {{'namespace': 'custom', 'key': 'locale', 'value': 'de-DE'}} end
            ], entry -> entry is not null)
        }}) || ',\n'
        from (
            select shop_customer.*, company_name, to_json({address}) as address
            from shop_customer
            left join company using (company)
            where place >= {first} and place < {last}
        )
        order by place
    """


def _orders(first_month: str, last_month: str) -> str:
    return f"""
        with
        orders as (select * from shop_order where month between '{first_month}' and '{last_month}'),
        lines as (
            select
                line.*,
                order_id,
                14000000000001 + order_no * 8 + line_no as line_id,
                quantity * line.price - line.discount as net,
                refunded_at,
                reason,
                product.* exclude (product, price, tax)
            from line
            join orders using (sale)
            join product using (product)
        ),
        items as (
            select
                sale,
                cast('[' || string_agg(to_json({{
                    'id': line_id,
                    'product_id': 8800000000001 + product * 32,
                    'variant_id': 4400000000001 + product * 32,
                    'sku': sku,
                    'title': title,
                    'name': title,
                    'quantity': quantity,
                    'price': eur(price),
                    'total_discount': eur(discount),
                    'tax_lines': case when tax > 0 then [{{
                        'title': 'USt',
                        'price': eur(tax_of(net, tax)),
                        'rate': tax * 0.01
                    }}] else [] end,
                    'vendor': brand,
                    'gift_card': is_voucher
                }}), ',' order by line_no) || ']' as json) as line_items,
                cast('[' || string_agg(
                    case when back > 0 and refunded_at >= 0 then to_json({{
                        'id': line_id + 500000000000,
                        'line_item_id': line_id,
                        'quantity': back,
                        'subtotal': eur(net * back // quantity),
                        'total_tax': eur(tax_of(net * back // quantity, tax))
                    }}) end, ',' order by line_no) || ']' as json) as refund_line_items
            from lines group by sale
        ),
        addressed as (
            select
                orders.*,
                line_items,
                refund_line_items,
                customer.first_name, customer.last_name, customer.email, customer.number,
                customer.phone_digits,
                customer.is_test, customer.card, customer.card_luck, customer.company,
                gross - discount as subtotal,
                gross - discount + shipping as total,
                to_json({{
                    'first_name': customer.first_name,
                    'last_name': customer.last_name,
                    'company': case when is_b2b then company_name end,
                    'address1': customer.street || ' ' || customer.house_number,
                    'address2': cast(null as varchar),
                    'city': customer.town,
                    'zip': customer.postal_code,
                    'country_code': 'DE',
                    'phone': case when customer.odd < 0.3 then customer.phone end
                }}) as address
            from orders
            join items using (sale)
            join record as customer using (record)
            left join company using (company)
        )
        select month, to_json({{
            'id': order_id,
            'name': '#' || (1001 + order_no),
            'email': email,
            'phone': case when channel = 3 and phone_digits not like '0%'
                then '+49' || phone_digits end,
            'created_at': iso_local("at"),
            'processed_at': iso_local("at"),
            'updated_at': iso_local(case
                when is_cancelled then cancelled_at
                when refunded_at >= 0 then refunded_at
                when is_closed then delivered_at
                else "at" end),
            'cancelled_at': case when is_cancelled then iso_local(cancelled_at) end,
            'cancel_reason': case when is_cancelled then cancel_reason end,
            'closed_at': case when is_closed and not is_cancelled
                then iso_local(delivered_at) end,
            'currency': 'EUR',
            'total_price': eur(total),
            'subtotal_price': eur(subtotal),
            'total_line_items_price': eur(gross),
            'total_discounts': eur(discount),
            'total_tax': eur(items_tax + tax_of(shipping, 19)),
            'taxes_included': true,
            'total_shipping_price_set': {{
                'shop_money': {{'amount': eur(shipping), 'currency_code': 'EUR'}}
            }},
            'financial_status': case
                when is_cancelled then 'voided'
                when refunded_at >= 0 and refund_line_items is not null then
                    case when is_all_back then 'refunded' else 'partially_refunded' end
                when not is_closed and is_b2b then 'pending'
                else 'paid' end,
            'fulfillment_status': case when is_closed and not is_cancelled then 'fulfilled' end,
            'source_name': case channel
                when 0 then 'web' when 1 then 'mobile_app' when 2 then 'amazon'
                else 'shopify_draft_order' end,
            'test': is_test,
            'landing_site': case when channel = 0 then case
                when chance < 0.15 then '/?utm_source=newsletter&utm_medium=email'
                when chance < 0.3 then '/?utm_source=google&utm_medium=cpc&gclid=fake' || order_no
                else '/' end end,
            'referring_site': case when channel = 0 and luck < 0.4
                then 'https://www.search.example.com/' end,
            'discount_codes': case when code is not null then [{{
                'code': code,
                'amount': eur(discount),
                'type': case when code = 'GUTSCHEIN5' then 'fixed_amount' else 'percentage' end
            }}] else [] end,
            'note_attributes': case when card is not null and luck < 0.12 and channel < 2
                then [{{'name': 'loyalty_card', 'value': card}}] else [] end,
            'tags': concat_ws(', ', case when is_d2c then 'd2c' end,
                case when is_b2b then 'b2b' end),
            'customer': {{
                'id': number, 'email': email, 'first_name': first_name, 'last_name': last_name
            }},
            'company': case when is_b2b then {{
                'id': 610000001 + company * 16,
                'location_id': 620000001 + company * 16
            }} end,
            'billing_address': address,
            'shipping_address': address,
            'line_items': line_items,
            'shipping_lines': [{{
                'title': case when shipping = 0 then 'Versandkostenfrei' else 'Standardversand' end,
                'price': eur(shipping),
                'tax_lines': [{{
                    'title': 'USt', 'price': eur(tax_of(shipping, 19)), 'rate': 0.19
                }}]
            }}],
            'refunds': case when refunded_at >= 0 and refund_line_items is not null then [{{
                'id': 930000000001 + order_no * 8,
                'created_at': iso_local(refunded_at),
                'note': reason,
                'refund_line_items': refund_line_items
            }}] else [] end,
            'fulfillments': case when is_closed and not is_cancelled then [{{
                'id': 660000000001 + order_no * 8,
                'created_at': iso_local(shipped_at),
                'updated_at': iso_local(delivered_at),
                'shipment_status': 'delivered',
                'status': 'success',
                'tracking_company': carrier,
                'in_transit_at': iso_local(shipped_at),
                'estimated_delivery_at': iso_local(promised_at),
                'delivered_at': iso_local(delivered_at)
            }}] else [] end,
            'location_id': cast(null as bigint)
        }}) || ',\n'
        from addressed
        order by "at", sale
    """
