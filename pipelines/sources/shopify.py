"""Shopify: replies of the Admin REST API, version 2025-07, one JSON document a file."""

from __future__ import annotations

from pipelines.sources.contract import Json, Source, Table, fields

CUSTOMERS = Table(
    "customers",
    json=Json("customers"),
    key=("id",),
    version="updated_at",
    columns=fields(
        "id!",
        "email",
        "phone",
        "first_name",
        "last_name",
        "created_at timestamp",
        "updated_at timestamp",
        "state",
        "note",
        "tags",
        "verified_email boolean",
        "tax_exempt boolean",
        "currency",
        "default_address json",
        "addresses json",
        "email_marketing_consent json",
        "sms_marketing_consent json",
        "metafields json",
    ),
)

ORDERS = Table(
    "orders",
    json=Json("orders"),
    key=("id",),
    version="updated_at",
    columns=fields(
        "id!",
        "name",
        "email",
        "phone",
        "created_at! timestamp",
        "processed_at timestamp",
        "updated_at timestamp",
        "cancelled_at timestamp",
        "cancel_reason",
        "closed_at timestamp",
        "currency!",
        "total_price decimal",
        "subtotal_price decimal",
        "total_line_items_price decimal",
        "total_discounts decimal",
        "total_tax decimal",
        "taxes_included boolean",
        "total_shipping_price_set json",
        "financial_status",
        "fulfillment_status",
        "source_name",
        "test boolean",
        "landing_site",
        "referring_site",
        "discount_codes json",
        "note_attributes json",
        "tags",
        "customer json",
        "company json",
        "billing_address json",
        "shipping_address json",
        "line_items* json",
        "shipping_lines json",
        "refunds json",
        "fulfillments json",
        "location_id",
    ),
)

PRODUCTS = Table(
    "products",
    json=Json("products"),
    key=("id",),
    version="updated_at",
    columns=fields(
        "id!",
        "title",
        "vendor",
        "product_type",
        "status",
        "created_at timestamp",
        "updated_at timestamp",
        "published_at timestamp",
        "tags",
        "variants json",
        "images json",
    ),
)

EVENTS = Table(
    "events",
    json=Json("events"),
    key=("id",),
    columns=fields(
        "id!",
        "subject_id!",
        "subject_type!",
        "verb!",
        "created_at! timestamp",
        "message",
    ),
)

SOURCE = Source("shopify", (CUSTOMERS, ORDERS, PRODUCTS, EVENTS))
