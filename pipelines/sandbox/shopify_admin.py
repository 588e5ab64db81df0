"""Shopify beside its orders: price rules, abandoned checkouts, and the admin's CSV exports.

The CSV exports tell once more of the last two months' orders, who placed them and what there
is to buy, as somebody would download them from the admin: every record of them is in the
replies of the API too.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.sandbox import catalogue
from pipelines.sandbox.clock import Clock
from pipelines.sandbox.draw import store
from pipelines.sandbox.write import Tally, enveloped, numbered, write_csv, write_json

ORDERS = (
    "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at",
    "Accepts Marketing", "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code",
    "Discount Amount", "Shipping Method", "Created at", "Lineitem quantity", "Lineitem name",
    "Lineitem price", "Lineitem compare at price", "Lineitem sku", "Lineitem requires shipping",
    "Lineitem taxable", "Lineitem fulfillment status", "Billing Name", "Billing Street",
    "Billing Address1", "Billing Address2", "Billing Company", "Billing City", "Billing Zip",
    "Billing Province", "Billing Country", "Billing Phone", "Shipping Name", "Shipping Street",
    "Shipping Address1", "Shipping Address2", "Shipping Company", "Shipping City",
    "Shipping Zip", "Shipping Province", "Shipping Country", "Shipping Phone", "Notes",
    "Note Attributes", "Cancelled at", "Payment Method", "Payment Reference", "Refunded Amount",
    "Vendor", "Outstanding Balance", "Employee", "Location", "Device ID", "Id", "Tags",
    "Risk Level", "Source", "Lineitem discount", "Tax 1 Name", "Tax 1 Value", "Phone",
)  # fmt: skip
CUSTOMERS = (
    "Customer ID", "First Name", "Last Name", "Email", "Accepts Email Marketing",
    "Default Address Company", "Default Address Address1", "Default Address Address2",
    "Default Address City", "Default Address Province Code", "Default Address Country Code",
    "Default Address Zip", "Default Address Phone", "Phone", "Accepts SMS Marketing",
    "Total Spent", "Total Orders", "Note", "Tax Exempt", "Tags",
)  # fmt: skip
PRODUCTS = (
    "Handle", "Title", "Body (HTML)", "Vendor", "Product Category", "Type", "Tags", "Published",
    "Option1 Name", "Option1 Value", "Variant SKU", "Variant Price", "Variant Barcode",
    "Image Src", "Image Position", "Gift Card", "Cost per item", "Status",
)  # fmt: skip

MACROS = [
    "create macro admin_time(t) as regexp_replace(replace(iso_local(t), 'T', ' '),"
    " '([+-]..):(..)$', ' \\1\\2')",
    "create macro admin_text(s) as case when regexp_matches(s, '[,\"\\n]')"
    " then '\"' || replace(s, '\"', '\"\"') || '\"' else coalesce(s, '') end",
]


def write(con: duckdb.DuckDBPyConnection, clock: Clock, folder: Path, tally: Tally) -> None:
    """Writes beside Shopify's other files; needs ``shop_order`` and ``shop_customer``."""
    for macro in MACROS:
        con.execute(macro)
    _prepare(con, clock)
    for kind, query in (
        ("price_rules", _price_rules()),
        ("discount_codes", _discount_codes(clock)),
        ("checkouts", _checkouts()),
    ):
        write_json(con, tally, folder, kind, query, numbered(kind), enveloped(kind))
    for kind, header, query in (
        ("orders_export", ORDERS, _orders()),
        ("customers_export", CUSTOMERS, _customers()),
        ("products_export", PRODUCTS, _products()),
    ):
        write_csv(con, tally, folder, f"{kind}.csv", ",".join(header), query)


def _prepare(con: duckdb.DuckDBPyConnection, clock: Clock) -> None:
    """``price_rule``: what each code is worth; ``admin_order``: the last two months' orders."""
    store(
        con,
        "price_rule",
        rule=list(range(len(catalogue.CODES))),
        rule_code=[code[0] for code in catalogue.CODES],
        percent=[code[1] for code in catalogue.CODES],
        fixed=[code[2] for code in catalogue.CODES],
        minimum=[code[3] for code in catalogue.CODES],
        starts=[clock.begin - 86_400 * (30 + n) for n in range(len(catalogue.CODES))],
    )
    con.execute("""
        create table admin_order as
        select
            shop_order.*,
            customer.* exclude (record, "at"),
            company_name,
            gross - shop_order.discount as subtotal,
            gross - shop_order.discount + shipping as total,
            coalesce(paid_back, 0) as paid_back
        from shop_order
        join (select *, 0 as "at" from record) as customer using (record)
        left join company using (company)
        left join (
            select sale, sum((quantity * price - discount) * back // quantity) as paid_back
            from line where back > 0 group by sale
        ) using (sale)
        where month in (select distinct month from shop_order order by month desc limit 2)
        order by shop_order."at", shop_order.sale
    """)


def _price_rules() -> str:
    return """
        select 'all', to_json({
            'id': 507328175001 + rule * 16,
            'title': rule_code,
            'target_type': 'line_item',
            'target_selection': 'all',
            'allocation_method': 'across',
            'value_type': case when fixed > 0 then 'fixed_amount' else 'percentage' end,
            'value': case when fixed > 0 then eur(-fixed) else '-' || percent || '.0' end,
            'customer_selection': 'all',
            'once_per_customer': false,
            'prerequisite_subtotal_range': case when minimum > 0
                then {'greater_than_or_equal_to': eur(minimum)} end,
            'starts_at': iso_local(starts),
            'ends_at': cast(null as varchar),
            'created_at': iso_local(starts),
            'updated_at': iso_local(starts)
        }) || ',\n'
        from price_rule order by rule
    """


def _discount_codes(clock: Clock) -> str:
    return f"""
        select 'all', to_json({{
            'id': 607328175001 + rule * 16,
            'price_rule_id': 507328175001 + rule * 16,
            'code': rule_code,
            'usage_count': uses,
            'created_at': iso_local(starts),
            'updated_at': iso_local(cast({clock.end} as bigint))
        }}) || ',\n'
        from price_rule
        join (
            select rule, count(shop_order.sale) as uses
            from price_rule left join shop_order on shop_order.code = rule_code group by rule
        ) using (rule)
        order by rule
    """


def _checkouts() -> str:
    """Some who bought in the end had left their basket the day before."""
    return """
        select 'all', to_json({
            'id': 31000000000001 + order_no * 32,
            'token': md5('checkout ' || order_no),
            'name': '#' || (31000000000001 + order_no * 32),
            'email': email,
            'customer': {'id': number, 'email': email},
            'currency': 'EUR',
            'total_line_items_price': eur(gross),
            'total_discounts': '0.00',
            'total_tax': eur(items_tax),
            'total_price': eur(gross),
            'taxes_included': true,
            'discount_codes': [],
            'line_items': line_items,
            'source_name': 'web',
            'landing_site': '/',
            'abandoned_checkout_url': 'https://shop.example.com/checkouts/'
                || md5('checkout ' || order_no),
            'created_at': iso_local("at" - 90000),
            'updated_at': iso_local("at" - 89000),
            'completed_at': cast(null as varchar),
            'closed_at': cast(null as varchar)
        }) || ',\n'
        from shop_order
        join record using (record)
        join (
            select sale, list({
                'product_id': 8800000000001 + product * 32,
                'variant_id': 4400000000001 + product * 32,
                'sku': sku, 'title': title, 'quantity': quantity, 'price': eur(line.price)
            } order by line_no) as line_items
            from line join product using (product) group by sale
        ) using (sale)
        where channel = 0 and chance > 0.95 and not shop_order.is_b2b
        order by "at", sale
    """


def _csv_row(columns: tuple[str, ...], values: dict[str, str]) -> str:
    """SQL of a line with these columns' values; the others are empty."""
    return " || ',' || ".join(f"coalesce({values[c]}, '')" if c in values else "''"
                              for c in columns)  # fmt: skip


def _orders() -> str:
    """A line per item; what is the order's stands on its first line only."""
    of_order = {
        "Financial Status": """case
            when is_cancelled then 'voided'
            when refunded_at >= 0 and paid_back > 0 then
                case when is_all_back then 'refunded' else 'partially_refunded' end
            when not is_closed and is_b2b then 'pending' else 'paid' end""",
        "Paid at": "case when not is_cancelled and (is_closed or not is_b2b)"
        ' then admin_time("at" + 30) end',
        "Fulfillment Status": "case when is_closed and not is_cancelled"
        " then 'fulfilled' else 'unfulfilled' end",
        "Fulfilled at": "case when is_closed and not is_cancelled then admin_time(shipped_at) end",
        "Accepts Marketing": "'no'",
        "Currency": "'EUR'",
        "Subtotal": "eur(subtotal)",
        "Shipping": "eur(shipping)",
        "Taxes": "eur(items_tax + tax_of(shipping, 19))",
        "Total": "eur(total)",
        "Discount Code": "code",
        "Discount Amount": "eur(order_discount)",
        "Shipping Method": "'Standardversand'",
        "Created at": 'admin_time("at")',
        "Billing Name": "admin_text(concat_ws(' ', first_name, last_name))",
        "Billing Address1": "admin_text(street || ' ' || house_number)",
        "Billing Company": "case when is_b2b then admin_text(company_name) end",
        "Billing City": "admin_text(town)",
        "Billing Zip": "'''' || postal_code",
        "Billing Country": "'DE'",
        "Billing Phone": "case when odd < 0.3 then phone end",
        "Shipping Country": "'DE'",
        "Notes": "case when luck > 0.9 then admin_text('Bitte klingeln,\nzweiter Stock') end",
        "Cancelled at": "case when is_cancelled then admin_time(cancelled_at) end",
        "Refunded Amount": "eur(case when refunded_at >= 0 then paid_back else 0 end)",
        "Id": "cast(order_id as varchar)",
        "Tags": "admin_text(concat_ws(', ', case when is_d2c then 'd2c' end,"
        " case when is_b2b then 'b2b' end, case when is_test then 'test' end))",
        "Source": "case channel when 0 then 'web' when 1 then 'mobile_app' when 2 then 'amazon'"
        " else 'shopify_draft_order' end",
        "Phone": "case when channel = 3 and phone_digits not like '0%'"
        " then '''+49' || phone_digits end",
    }
    values = {name: f"case when is_first then {value} end" for name, value in of_order.items()} | {
        "Name": "'#' || (1001 + order_no)",
        "Email": "trim(email)",
        "Lineitem quantity": "cast(quantity as varchar)",
        "Lineitem name": "admin_text(title)",
        "Lineitem price": "eur(item_price)",
        "Lineitem sku": "sku",
        "Lineitem requires shipping": "case when is_voucher then 'false' else 'true' end",
        "Lineitem taxable": "case when is_voucher then 'false' else 'true' end",
        "Lineitem fulfillment status": "'fulfilled'",
        "Vendor": "brand",
        "Lineitem discount": "'0.00'",
    }
    return f"""
        select '.', {_csv_row(ORDERS, values)} || '\r\n'
        from (
            select
                admin_order.* exclude (discount),
                admin_order.discount as order_discount,
                line.quantity, line.price as item_price, line.line_no,
                line.line_no = min(line.line_no) over (partition by sale) as is_first,
                title, sku, brand, is_voucher
            from admin_order
            join line using (sale)
            join product using (product)
        )
        order by "at", sale, line_no
    """


def _customers() -> str:
    values = {
        "Customer ID": "'''' || number",
        "First Name": "admin_text(first_name)",
        "Last Name": "admin_text(last_name)",
        "Email": "trim(email)",
        "Accepts Email Marketing": "case when shop_consent(consent, consent_other) = 'granted'"
        " and role < 2 then 'yes' else 'no' end",
        "Default Address Address1": "admin_text(street || ' ' || house_number)",
        "Default Address City": "admin_text(town)",
        "Default Address Country Code": "'DE'",
        "Default Address Zip": "'''' || postal_code",
        "Default Address Phone": "case when odd < 0.5 then phone end",
        "Accepts SMS Marketing": "'no'",
        "Note": "case when is_test then admin_text('Testkonto,\nbitte nicht beliefern') end",
        "Tax Exempt": "'no'",
        "Tags": "case when is_test then 'test' end",
    }
    return f"""
        select '.', {_csv_row(CUSTOMERS, values)} || '\r\n'
        from shop_customer
        where record in (select record from admin_order)
        order by number
    """


def _products() -> str:
    """The first line of a product is its variant; a second one is another picture of it."""
    values = {
        "Handle": "fold(title) || '-' || product",
        "Title": "case when picture = 1 then admin_text(title) end",
        "Body (HTML)": "case when picture = 1 then admin_text('<p>' || title || '</p>\n<p>"
        "Gut, und lange haltbar.</p>') end",
        "Vendor": "case when picture = 1 then brand end",
        "Type": "case when picture = 1 then category end",
        "Published": "case when picture = 1 then 'true' end",
        "Option1 Name": "case when picture = 1 then 'Title' end",
        "Option1 Value": "case when picture = 1 then 'Default Title' end",
        "Variant SKU": "case when picture = 1 then sku end",
        "Variant Price": "case when picture = 1 then eur(price) end",
        "Variant Barcode": "case when picture = 1 then '''' || gtin end",
        "Image Src": "'https://cdn.shop.example.com/' || lower(sku) || '-' || picture || '.jpg'",
        "Image Position": "cast(picture as varchar)",
        "Gift Card": "case when picture = 1 then cast(is_voucher as varchar) end",
        "Cost per item": "case when picture = 1 then eur(price * 52 // 100) end",
        "Status": "case when picture = 1 then"
        " case when product % 29 = 28 then 'archived' else 'active' end end",
    }
    return f"""
        select '.', {_csv_row(PRODUCTS, values)} || '\r\n'
        from product
        cross join (select unnest([1, 2]) as picture)
        order by product, picture
    """
