r"""Amazon: the seller's order reports, tab-parted text (UTF-8, quotes are plain text).

all_orders: "All orders" of Seller Central, report types
``GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL`` and ``..._BY_LAST_UPDATE_GENERAL`` of the
Selling Partner API, reports 2021-06-30: one row per item, without anybody's name.
unshipped_orders: "Unshipped orders", ``GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING``: who to
send the seller's own parcels to, under Amazon's relay e-mail addresses. Amounts are of the
whole quantity. Amazon names its files by number: call them ``all_orders-2025-01.txt``.
"""

from __future__ import annotations

from pipelines.sources.contract import Csv, Source, Table, fields

_REPORT = Csv(delimiter="\t", quoted=False)

ALL_ORDERS = Table(
    "all_orders",
    csv=_REPORT,
    version="last-updated-date",
    columns=fields(
        "amazon-order-id!",
        "merchant-order-id",
        "purchase-date! timestamp",
        "last-updated-date* timestamp",
        "order-status!",
        "fulfillment-channel",
        "sales-channel",
        "order-channel",
        "ship-service-level",
        "product-name",
        "sku!",
        "asin",
        "item-status",
        "quantity! decimal",
        "currency",
        "item-price* decimal",
        "item-tax decimal",
        "shipping-price decimal",
        "shipping-tax decimal",
        "gift-wrap-price decimal",
        "gift-wrap-tax decimal",
        "item-promotion-discount decimal",
        "ship-promotion-discount decimal",
        "ship-city",
        "ship-state",
        "ship-postal-code",
        "ship-country",
        "promotion-ids",
        "is-business-order boolean",
        "purchase-order-number",
        "price-designation",
    ),
)

UNSHIPPED_ORDERS = Table(
    "unshipped_orders",
    csv=_REPORT,
    key=("order-item-id",),
    version="reporting-date",
    columns=fields(
        "order-id!",
        "order-item-id!",
        "purchase-date timestamp",
        "payments-date timestamp",
        "reporting-date timestamp",
        "promise-date timestamp",
        "days-past-promise integer",
        "buyer-email*",
        "buyer-name",
        "buyer-phone-number",
        "sku",
        "product-name",
        "quantity-purchased decimal",
        "quantity-shipped decimal",
        "quantity-to-ship decimal",
        "ship-service-level",
        "recipient-name",
        "ship-address-1",
        "ship-address-2",
        "ship-address-3",
        "ship-city",
        "ship-state",
        "ship-postal-code",
        "ship-country",
        "is-business-order boolean",
        "purchase-order-number",
        "price-designation",
        "is-prime boolean",
        "buyer-company-name",
    ),
)

SOURCE = Source("amazon", (ALL_ORDERS, UNSHIPPED_ORDERS))
