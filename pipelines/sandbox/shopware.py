"""Shopware: the outlet shop, as its Admin API answers a search, one reply per file."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.sandbox.clock import Clock
from pipelines.sandbox.records import MAIN, SECOND, tool_number
from pipelines.sandbox.sidelines import GUESTS
from pipelines.sandbox.write import Tally, monthly, numbered, write_json

MACROS = [
    "create macro shopware_id(kind, number) as md5('shopware ' || kind || ' ' || number)",
    "create macro shopware_time(t) as replace(iso_utc(t), 'Z', '.000+00:00')",
    "create macro shopware_money(c) as cast(c as double) / 100",
    # A price of this many cents, of which every cent is taxed at one rate.
    """create macro shopware_price(unit, quantity, total, rate) as {
        'unitPrice': shopware_money(unit), 'quantity': quantity,
        'totalPrice': shopware_money(total),
        'calculatedTaxes': [{
            'tax': shopware_money(sign(total) * tax_of(abs(total), rate)), 'taxRate': rate,
            'price': shopware_money(total), 'apiAlias': 'cart_tax_calculated'
        }],
        'apiAlias': 'calculated_price'
    }""",
]


def write(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes products, customers, newsletter recipients and orders below ``root``/shopware."""
    tally, folder = Tally(), root / "shopware"
    _prepare(con)
    for kind, query in (
        ("products", _products(clock)),
        ("customers", _customers()),
        ("newsletter_recipients", _recipients()),
    ):
        write_json(con, tally, folder, kind, query, numbered(kind), _reply)
    write_json(con, tally, folder, "orders", _orders(), monthly("orders"), _reply)
    kind = "state_machine_history"
    write_json(con, tally, folder, kind, _history(), numbered(kind), _reply)
    return tally


def _reply(count: int) -> tuple[str, str]:
    return f'{{"total":{count},"data":[\n', '\n],"aggregations":[]}\n'


def _prepare(con: duckdb.DuckDBPyConnection) -> None:
    """``shopware_order``: flat, with its sums, sorted as it will be written."""
    con.execute("""
        create table shopware_order as
        select
            shopware_sale.*,
            strftime(local_day("at"), '%Y-%m') as month,
            goods,
            goods - discount + shipping as total,
            -- What a plugin pays back without saying for which articles.
            refunded_at >= 0 and is_all_back and luck < 0.3 as is_refunded_blindly,
            is_all_back
        from shopware_sale
        join (
            select sale, sum(quantity * price) as goods, bool_and(back = quantity) as is_all_back
            from shopware_line group by sale
        ) using (sale)
        order by "at", sale
    """)


def _products(clock: Clock) -> str:
    launched = f"{clock.begin} - 86400 * (30 + product * 7)"
    return f"""
        select 'all', to_json({{
            'id': shopware_id('product', product),
            'parentId': cast(null as varchar),
            'childCount': 0,
            'productNumber': sku,
            'ean': gtin,
            'name': title,
            'translated': {{'name': title}},
            'manufacturer': {{'name': brand, 'translated': {{'name': brand}}}},
            'categories': [{{'name': category, 'breadcrumb': ['Outlet', category]}}],
            'price': [{{
                'currencyId': 'b7d2554b0ce847cd82f3ac9bd1c0dfca',
                'gross': shopware_money(price * 70 // 100),
                'net': shopware_money(price * 70 // 100 - tax_of(price * 70 // 100, tax)),
                'linked': true
            }}],
            'purchasePrices': [{{
                'currencyId': 'b7d2554b0ce847cd82f3ac9bd1c0dfca',
                'gross': shopware_money(price * 55 // 100),
                'net': shopware_money(price * 46 // 100),
                'linked': true
            }}],
            'active': product % 23 <> 22,
            'releaseDate': shopware_time({launched}),
            'cover': {{'media': {{
                'url': 'https://outlet.example.com/media/' || lower(sku) || '.jpg'
            }}}},
            'createdAt': shopware_time({launched}),
            'updatedAt': shopware_time({clock.end} - 7200 * (product % 90)),
            'apiAlias': 'product'
        }}) || ',\n'
        from product
        where not is_voucher
        order by product
    """


def _customers() -> str:
    return f"""
        select 'all', to_json({{
            'id': shopware_id('customer', number),
            'customerNumber': cast(number as varchar),
            'accountType': 'private',
            'guest': odd < {GUESTS},
            'active': true,
            'email': coalesce(email, 'unbekannt@example.com'),
            'salutation': {{
                'salutationKey': case gender when 'f' then 'mrs' else 'mr' end,
                'displayName': salutation
            }},
            'title': cast(null as varchar),
            'firstName': coalesce(first_name, '-'),
            'lastName': last_name,
            'company': cast(null as varchar),
            'vatIds': cast(null as varchar[]),
            'birthday': case when shown_birth < 0.35 and not is_test
                then cast(birth_date as varchar) || 'T00:00:00.000+00:00' end,
            'defaultBillingAddress': {{
                'firstName': coalesce(first_name, '-'),
                'lastName': last_name,
                'street': street || ' ' || house_number,
                'zipcode': postal_code,
                'city': town,
                'country': {{'iso': 'DE'}},
                'phoneNumber': phone
            }},
            'language': {{'locale': {{'code': 'de-DE'}}}},
            'salesChannelId': shopware_id('channel', 1),
            'tags': case when is_test then [{{'name': 'test'}}] else [] end,
            'customFields': cast(null as varchar),
            'createdAt': shopware_time(least(met_at, coalesce(first_at, met_at))),
            'updatedAt': shopware_time(last_at + 60),
            'apiAlias': 'customer'
        }}) || ',\n'
        from record
        left join (
            select record, min("at") as first_at, max("at") as last_at
            from shopware_sale group by record
        ) using (record)
        where tool = {tool_number("shopware")} and role = {MAIN}
        order by number
    """


def _recipients() -> str:
    return f"""
        select 'all', to_json({{
            'id': shopware_id('newsletter', number),
            'email': coalesce(email, 'unbekannt@example.com'),
            'title': cast(null as varchar),
            'firstName': case when shown < 0.7 then first_name end,
            'lastName': case when shown < 0.7 then last_name end,
            'street': cast(null as varchar),
            'zipCode': case when shown < 0.3 then postal_code end,
            'city': case when shown < 0.3 then town end,
            'status': case state
                when 'granted' then case when odd < 0.8 then 'optIn' else 'direct' end
                when 'withdrawn' then 'optOut' else 'notSet' end,
            'hash': md5('hash ' || number),
            'salesChannelId': shopware_id('channel', 1),
            'confirmedAt': case when state in ('granted', 'withdrawn')
                then shopware_time(heard_at - 300) end,
            'createdAt': shopware_time(heard_at - 600),
            'updatedAt': case when state <> 'pending' then shopware_time(heard_at) end,
            'apiAlias': 'newsletter_recipient'
        }}) || ',\n'
        from (
            select *, shop_consent(consent, consent_other) as state,
                shop_heard_at(consented_at, consent_other, odd) as heard_at
            from record
        )
        where tool = {tool_number("shopware")} and role = {SECOND}
        order by number
    """


def _line_items() -> str:
    """SQL of (sale, JSON list): articles, and a promotion as Shopware keeps it, a line too."""
    return """
        select sale, cast('[' || string_agg(item, ',' order by place) || ']' as json) as line_items
        from (
            select sale, line_no as place, to_json({
                'id': shopware_id('line', sale || '-' || line_no),
                'orderId': shopware_id('order', sale),
                'parentId': cast(null as varchar),
                'productId': shopware_id('product', product),
                'referencedId': shopware_id('product', product),
                'label': title,
                'quantity': quantity,
                'type': 'product',
                'good': true,
                'position': line_no + 1,
                'unitPrice': shopware_money(line.price),
                'totalPrice': shopware_money(quantity * line.price),
                'price': shopware_price(line.price, quantity, quantity * line.price, line.tax),
                'payload': {'productNumber': sku},
                'apiAlias': 'order_line_item'
            }) as item
            from shopware_line as line
            join product using (product)
            union all
            select sale, 99, to_json({
                'id': shopware_id('promotion', sale),
                'orderId': shopware_id('order', sale),
                'parentId': cast(null as varchar),
                'productId': cast(null as varchar),
                'referencedId': any_value(code),
                'label': any_value(percent) || ' % Rabatt',
                'quantity': 1,
                'type': 'promotion',
                'good': false,
                'position': 99,
                'unitPrice': -shopware_money(sum(line.discount)),
                'totalPrice': -shopware_money(sum(line.discount)),
                'price': {
                    'unitPrice': -shopware_money(sum(line.discount)),
                    'quantity': 1,
                    'totalPrice': -shopware_money(sum(line.discount)),
                    'calculatedTaxes': list({
                        'tax': -shopware_money(tax_of(line.discount, tax)),
                        'taxRate': tax,
                        'price': -shopware_money(line.discount)
                    } order by line_no),
                    'apiAlias': 'calculated_price'
                },
                'payload': {
                    'code': any_value(code),
                    'discountType': 'percentage',
                    'value': cast(any_value(percent) as varchar),
                    'promotionId': md5(any_value(code))
                },
                'apiAlias': 'order_line_item'
            })
            from shopware_line as line
            join shopware_sale using (sale)
            where shopware_sale.code is not null
            group by sale
        )
        group by sale
    """


def _refunds() -> str:
    """SQL of (sale, JSON list of refund positions, cents paid back)."""
    return """
        select
            sale,
            list({
                'id': shopware_id('refund position', sale || '-' || line_no),
                'orderLineItemId': shopware_id('line', sale || '-' || line_no),
                'quantity': back,
                'reason': reason,
                'amount': shopware_price(
                    (quantity * price - line.discount) // quantity,
                    back,
                    (quantity * price - line.discount) * back // quantity,
                    tax
                )
            } order by line_no) as positions,
            sum((quantity * price - line.discount) * back // quantity) as paid_back
        from shopware_line as line
        join shopware_sale using (sale)
        where back > 0
        group by sale
    """


def _orders() -> str:
    return f"""
        with
        line_items as ({_line_items()}),
        refunds as ({_refunds()}),
        taxes as (
            select sale, sum(tax_of(quantity * price, tax) - tax_of(discount, tax)) as goods_tax
            from shopware_line group by sale
        ),
        addressed as (
            select
                shopware_order.*,
                line_items,
                positions,
                paid_back,
                goods_tax + tax_of(shipping, 19) as tax_total,
                customer.* exclude (record)
            from shopware_order
            join line_items using (sale)
            join taxes using (sale)
            left join refunds using (sale)
            join record as customer using (record)
        )
        select month, to_json({{
            'id': shopware_id('order', sale),
            'orderNumber': cast(70001 + order_no as varchar),
            'orderDateTime': shopware_time("at"),
            'currency': {{'isoCode': 'EUR', 'symbol': '€'}},
            'price': {{
                'netPrice': shopware_money(total - tax_total),
                'totalPrice': shopware_money(total),
                'positionPrice': shopware_money(goods - discount),
                'calculatedTaxes': [{{'tax': shopware_money(tax_total)}}],
                'taxStatus': 'gross'
            }},
            'amountTotal': shopware_money(total),
            'amountNet': shopware_money(total - tax_total),
            'positionPrice': shopware_money(goods - discount),
            'shippingTotal': shopware_money(shipping),
            'taxStatus': 'gross',
            'stateMachineState': {{'technicalName': case
                when is_cancelled then 'cancelled'
                when is_closed then 'completed' else 'in_progress' end}},
            'orderCustomer': {{
                'customerId': shopware_id('customer', number),
                'customerNumber': cast(number as varchar),
                'email': coalesce(email, 'unbekannt@example.com'),
                'firstName': coalesce(first_name, '-'),
                'lastName': last_name,
                'company': cast(null as varchar)
            }},
            'billingAddress': {{
                'street': street || ' ' || house_number,
                'zipcode': postal_code,
                'city': town,
                'country': {{'iso': 'DE'}},
                'phoneNumber': phone
            }},
            'salesChannel': {{'id': shopware_id('channel', 1), 'name': 'Waldkauz Outlet'}},
            'createdById': case when luck > 0.97 then shopware_id('user', 1) end,
            'affiliateCode': cast(null as varchar),
            'campaignCode': cast(null as varchar),
            'tags': case when is_test then [{{'name': 'test'}}] else [] end,
            'customFields': cast(null as varchar),
            'lineItems': line_items,
            'deliveries': [{{
                'id': shopware_id('delivery', sale),
                'shippingDateEarliest': shopware_time(promised_at - 86400),
                'shippingDateLatest': shopware_time(promised_at),
                'shippingCosts': shopware_price(shipping, 1, shipping, 19),
                'shippingMethod': {{'name': carrier}},
                'trackingCodes': case when is_closed and not is_cancelled
                    then ['WK' || (500000 + sale)] else [] end,
                'stateMachineState': {{'technicalName': case
                    when is_cancelled then 'cancelled'
                    when not is_closed then 'open'
                    when refunded_at >= 0 and is_all_back then 'returned'
                    else 'shipped' end}},
                'createdAt': shopware_time("at"),
                'updatedAt': case when is_closed and not is_cancelled
                    then shopware_time(greatest(shipped_at, refunded_at)) end
            }}],
            'transactions': [{{
                'id': shopware_id('transaction', sale),
                'amount': shopware_price(total, 1, total, 19),
                'paymentMethod': {{'name':
                    ['Kreditkarte', 'PayPal', 'Rechnung'][cast(pay + 1 as int)]}},
                'stateMachineState': {{'technicalName': case
                    when is_cancelled then 'cancelled'
                    when refunded_at >= 0 and is_all_back then 'refunded'
                    when refunded_at >= 0 then 'refunded_partially'
                    when is_closed then 'paid' else 'open' end}},
                'createdAt': shopware_time("at"),
                'captures': case when refunded_at >= 0 and not is_refunded_blindly then [{{
                    'id': shopware_id('capture', sale),
                    'amount': shopware_price(total, 1, total, 19),
                    'refunds': [{{
                        'id': shopware_id('refund', sale),
                        'reason': reason,
                        'amount': shopware_price(paid_back, 1, paid_back, 19),
                        'stateMachineState': {{'technicalName': 'completed'}},
                        'createdAt': shopware_time(refunded_at),
                        'positions': positions
                    }}]
                }}] else [] end
            }}],
            'createdAt': shopware_time("at"),
            'updatedAt': case
                when is_cancelled then shopware_time(cancelled_at)
                when refunded_at >= 0 then shopware_time(refunded_at)
                when is_closed then shopware_time(shipped_at) end,
            'apiAlias': 'order'
        }}) || ',\n'
        from addressed
        order by "at", sale
    """


def _history() -> str:
    """When orders were called off, parcels left and money went back."""
    return """
        select 'all', to_json({
            'id': shopware_id('change', sale || '-' || entity || '-' || to_state),
            'entityName': entity,
            'entityId': {'id': entity_id, 'version_id': shopware_id('version', 1)},
            'referencedId': entity_id,
            'transitionActionName': action,
            'fromStateMachineState': {'technicalName': from_state},
            'toStateMachineState': {'technicalName': to_state},
            'createdAt': shopware_time(changed_at),
            'apiAlias': 'state_machine_history'
        }) || ',\n'
        from (
            select sale, 'order' as entity, shopware_id('order', sale) as entity_id,
                'cancel' as action, 'open' as from_state, 'cancelled' as to_state,
                cancelled_at as changed_at
            from shopware_order where is_cancelled
            union all
            select sale, 'order_delivery', shopware_id('delivery', sale), 'ship', 'open',
                'shipped', shipped_at
            from shopware_order where is_closed and not is_cancelled
            union all
            select sale, 'order_transaction', shopware_id('transaction', sale), 'refund', 'paid',
                case when is_all_back then 'refunded' else 'refunded_partially' end, refunded_at
            from shopware_order where refunded_at >= 0
        )
        order by changed_at, sale, entity
    """
