"""Shopify: Admin REST API, version 2025-07, with the token of a custom app.

Scopes: read_customers, read_orders, read_products, and read_price_rules if there are any;
read_all_orders for orders older than 60 days. Discount codes are listed whole, rule by
rule, because Shopify dates no change of theirs. Deleted products and orders are told by the
Event resource. Deleted and merged customers are told by webhooks only (customers/delete,
customers/merge), metafields only record by record: both are absent here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dlt.sources.helpers.rest_client.auth import APIKeyAuth
from dlt.sources.helpers.rest_client.paginators import HeaderLinkPaginator

from pipelines.sources.api.contract import Api, Listing, Parents, Scope
from pipelines.sources.shopify import SOURCE

_VERSION = "admin/api/2025-07"
_PAGE = 250


def _auth(secrets: Mapping[str, str]) -> APIKeyAuth:
    return APIKeyAuth("X-Shopify-Access-Token", secrets["TOKEN"], "header")


def _changed(scope: Scope) -> dict[str, Any]:
    return {"limit": _PAGE, "updated_at_min": scope.since_iso}


API = Api(
    SOURCE,
    auth=_auth,
    listings=(
        Listing(
            "customers",
            f"{_VERSION}/customers.json",
            {"customers": "customers"},
            HeaderLinkPaginator,
            _changed,
        ),
        Listing(
            "orders",
            f"{_VERSION}/orders.json",
            {"orders": "orders"},
            HeaderLinkPaginator,
            # Without a status only open orders are told.
            lambda scope: {"status": "any", **_changed(scope)},
        ),
        Listing(
            "products",
            f"{_VERSION}/products.json",
            {"products": "products"},
            HeaderLinkPaginator,
            _changed,
        ),
        Listing(
            "checkouts",
            f"{_VERSION}/checkouts.json",
            {"checkouts": "checkouts"},
            HeaderLinkPaginator,
            lambda scope: {"status": "any", **_changed(scope)},
        ),
        Listing(
            "price_rules",
            f"{_VERSION}/price_rules.json",
            {"price_rules": "price_rules"},
            HeaderLinkPaginator,
            _changed,
            is_optional=True,
        ),
        Listing(
            "discount_codes",
            f"{_VERSION}/price_rules/{{parent}}/discount_codes.json",
            {"discount_codes": "discount_codes"},
            HeaderLinkPaginator,
            lambda scope: {"limit": _PAGE},
            parents=Parents(
                f"{_VERSION}/price_rules.json",
                "price_rules[*].id",
                HeaderLinkPaginator,
                {"limit": _PAGE},
            ),
            is_optional=True,
        ),
        Listing(
            "deletions",
            f"{_VERSION}/events.json",
            {"events": "events"},
            HeaderLinkPaginator,
            lambda scope: {
                "limit": _PAGE,
                "filter": "Product,Order",
                "verb": "destroy",
                "created_at_min": scope.since_iso,
            },
        ),
    ),
)
