"""Klaviyo: JSON:API, revision 2026-07-15, with a private API key.

Scopes: profiles:read, lists:read, campaigns:read, metrics:read, events:read. A suppression
is asked for by its own time, so that a no is heard even if the profile counts as unchanged.
Events bear the time they happened and may come a day late. Deleted profiles are not told,
nor into which profile another was merged: the merged one is just gone. Members of a list
are asked for by when they joined; who left is not told.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from dlt.sources.helpers.rest_client.auth import APIKeyAuth
from dlt.sources.helpers.rest_client.paginators import JSONLinkPaginator

from pipelines.sources.api.contract import Api, Listing, Parents, Scope, Words
from pipelines.sources.klaviyo import SOURCE

_PAGE = 100
_SUPPRESSED = "subscriptions.email.marketing.suppression.timestamp"
_CHANNELS = ("email", "sms", "mobile_push")


def _next() -> JSONLinkPaginator:
    return JSONLinkPaginator("links.next")


def _profiles(told_by: str) -> Words:
    return lambda scope: {
        "filter": f"{told_by},{scope.since_iso})",
        "additional-fields[profile]": "subscriptions",
        "page[size]": _PAGE,
    }


def _campaigns(channel: str) -> Listing:
    def changed(scope: Scope) -> dict[str, str]:
        return {
            "filter": f"equals(messages.channel,'{channel}'),"
            f"greater-or-equal(updated_at,{scope.since_iso})",
            "include": "campaign-messages",
        }

    return Listing(f"{channel}_campaigns", "api/campaigns", {"campaigns": "data"}, _next, changed)


def _auth(secrets: Mapping[str, str]) -> APIKeyAuth:
    return APIKeyAuth("Authorization", f"Klaviyo-API-Key {secrets['TOKEN']}", "header")


API = Api(
    SOURCE,
    url="https://a.klaviyo.com",
    auth=_auth,
    headers={"revision": "2026-07-15", "accept": "application/vnd.api+json"},
    listings=(
        Listing(
            "profiles",
            "api/profiles",
            {"profiles": "data"},
            _next,
            _profiles("greater-than(updated"),
        ),
        Listing(
            "suppressions",
            "api/profiles",
            {"profiles": "data"},
            _next,
            _profiles(f"greater-or-equal({_SUPPRESSED}"),
        ),
        Listing("lists", "api/lists", {"lists": "data"}, _next),
        Listing(
            "list_members",
            "api/lists/{parent}/profiles",
            {"list_members": "data"},
            _next,
            lambda scope: {
                "filter": f"greater-or-equal(joined_group_at,{scope.since_iso})",
                "page[size]": _PAGE,
            },
            parents=Parents("api/lists", "data[*].id", _next),
        ),
        *(_campaigns(channel) for channel in _CHANNELS),
        Listing("metrics", "api/metrics", {"metrics": "data"}, _next),
        Listing(
            "events",
            "api/events",
            {"events": "data"},
            _next,
            lambda scope: {
                "filter": f"greater-or-equal(datetime,{scope.since_iso})",
                "sort": "datetime",
                "page[size]": 1000,
            },
            lag=timedelta(days=1),
        ),
    ),
)
