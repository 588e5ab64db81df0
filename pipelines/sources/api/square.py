"""Square: Square API, ``Square-Version: 2025-08-20``, with a personal access token.

Scopes: CUSTOMERS_READ, ORDERS_READ, PAYMENTS_READ, ITEMS_READ, MERCHANT_PROFILE_READ.
Orders and payments are asked per location; a till that was offline sends them up to 72
hours later. Deleted customers, and the new customer that a merge makes of two old ones,
are told by events, which Square keeps for 28 days and only while they are switched on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from dlt.sources.helpers.rest_client.auth import BearerTokenAuth
from dlt.sources.helpers.rest_client.paginators import (
    JSONResponseCursorPaginator,
    SinglePagePaginator,
)

from pipelines.sources.api.contract import EVER, Api, Listing, Parents, Scope
from pipelines.sources.square import SOURCE

_OFFLINE = timedelta(hours=73)
_LOCATIONS = Parents("v2/locations", "locations[*].id", SinglePagePaginator)


def _by_body() -> JSONResponseCursorPaginator:
    return JSONResponseCursorPaginator("cursor", cursor_body_path="cursor")


def _by_query() -> JSONResponseCursorPaginator:
    return JSONResponseCursorPaginator("cursor", "cursor")


def _customers(scope: Scope) -> dict[str, Any]:
    return {
        "limit": 100,
        "query": {
            "filter": {"updated_at": {"start_at": scope.since_iso}},
            "sort": {"field": "CREATED_AT", "order": "ASC"},
        },
    }


def _orders(scope: Scope) -> dict[str, Any]:
    return {
        "location_ids": [scope.parent],
        "limit": 500,
        "return_entries": False,
        "query": {
            "filter": {"date_time_filter": {"updated_at": {"start_at": scope.since_iso}}},
            "sort": {"sort_field": "UPDATED_AT", "sort_order": "ASC"},
        },
    }


def _payments(scope: Scope) -> dict[str, Any]:
    return {
        "location_id": scope.parent,
        # Without it only payments made within a year are told.
        "begin_time": Scope(EVER).since_iso,
        "updated_at_begin_time": scope.since_iso,
        "sort_field": "UPDATED_AT",
        "sort_order": "ASC",
        "limit": 100,
    }


def _catalog(scope: Scope) -> dict[str, Any]:
    return {
        "object_types": ["ITEM", "CATEGORY"],
        "include_deleted_objects": True,
        "begin_time": scope.since_iso,
    }


def _events(scope: Scope) -> dict[str, Any]:
    return {
        "limit": 100,
        "query": {
            "filter": {
                "event_types": ["customer.created", "customer.deleted"],
                "created_at": {"start_at": scope.since_iso},
            },
            "sort": {"field": "DEFAULT", "order": "ASC"},
        },
    }


def _auth(secrets: Mapping[str, str]) -> BearerTokenAuth:
    return BearerTokenAuth(secrets["TOKEN"])


API = Api(
    SOURCE,
    url="https://connect.squareup.com",
    auth=_auth,
    headers={"Square-Version": "2025-08-20"},
    omits_empty_lists=True,
    listings=(
        Listing(
            "customers",
            "v2/customers/search",
            {"customers": "customers"},
            _by_body,
            body=_customers,
        ),
        Listing(
            "orders",
            "v2/orders/search",
            {"orders": "orders"},
            _by_body,
            body=_orders,
            lag=_OFFLINE,
            parents=_LOCATIONS,
        ),
        Listing(
            "payments",
            "v2/payments",
            {"payments": "payments"},
            _by_query,
            _payments,
            lag=_OFFLINE,
            parents=_LOCATIONS,
        ),
        Listing("catalog", "v2/catalog/search", {"catalog": "objects"}, _by_body, body=_catalog),
        Listing(
            "events",
            "v2/events",
            {"events": "events"},
            _by_body,
            body=_events,
            reach=timedelta(days=27),
            is_optional=True,
        ),
    ),
)
