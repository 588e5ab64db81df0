"""Square: replies of the Square API, ``Square-Version: 2025-08-20``, one page a file.

``ListCustomers``, ``SearchOrders`` (return_entries false), ``ListPayments`` and
``ListCatalog`` (types ITEM and CATEGORY), ``SearchEvents`` (``customer.created`` and
``customer.deleted``, which tell of merges). Money is ``{"amount", "currency"}`` in the
smallest unit of its currency, so EUR 12.30 is 1230. A refund is an order of its own that
names the order it takes back.
"""

from __future__ import annotations

from pipelines.sources.contract import Json, Source, Table, fields

CUSTOMERS = Table(
    "customers",
    json=Json("customers"),
    key=("id",),
    version="updated_at",
    columns=fields(
        "id!",
        "created_at timestamp",
        "updated_at timestamp",
        "given_name",
        "family_name",
        "nickname",
        "company_name",
        "email_address",
        "phone_number",
        "address json",
        "birthday",  # 0000-09-21 where the year is not known
        "reference_id",
        "note",
        "preferences json",
        "creation_source",
        "group_ids json",
        "segment_ids json",
        "tax_ids json",
        "version integer",
    ),
)

ORDERS = Table(
    "orders",
    json=Json("orders"),
    key=("id",),
    version="updated_at",
    columns=fields(
        "id!",
        "location_id",
        "reference_id",
        "source json",
        "customer_id",
        "line_items json",
        "taxes json",
        "discounts json",
        "service_charges json",
        "fulfillments json",
        "returns json",
        "return_amounts json",
        "net_amounts json",
        "tenders json",
        "refunds json",
        "total_money json",
        "total_tax_money json",
        "total_discount_money json",
        "total_tip_money json",
        "total_service_charge_money json",
        "rounding_adjustment json",
        "ticket_name",
        "metadata json",
        "state*",
        "version integer",
        "created_at! timestamp",
        "updated_at timestamp",
        "closed_at timestamp",
    ),
)

PAYMENTS = Table(
    "payments",
    json=Json("payments"),
    key=("id",),
    version="updated_at",
    columns=fields(
        "id!",
        "order_id",
        "location_id",
        "customer_id",
        "reference_id",
        "status",
        "source_type",
        "amount_money* json",
        "tip_money json",
        "total_money json",
        "refunded_money json",
        "buyer_email_address",
        "billing_address json",
        "shipping_address json",
        "receipt_number",
        "note",
        "created_at timestamp",
        "updated_at timestamp",
    ),
)

CATALOG = Table(
    "catalog",
    json=Json("objects"),
    key=("id",),
    version="updated_at",
    columns=fields(
        "id!",
        "type!",
        "updated_at timestamp",
        "version integer",
        "is_deleted boolean",
        "item_data json",
        "category_data json",
        "present_at_all_locations boolean",
    ),
)

EVENTS = Table(
    "events",
    json=Json("events"),
    key=("event_id",),
    columns=fields(
        "event_id!",
        "type!",
        "created_at! timestamp",
        "merchant_id",
        "location_id",
        "data! json",
    ),
)

SOURCE = Source("square", (CUSTOMERS, ORDERS, PAYMENTS, CATALOG, EVENTS))
