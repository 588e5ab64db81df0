"""HubSpot: CRM API v3, with the token of a private app.

Scopes: crm.objects.contacts.read (engagements too), crm.objects.companies.read,
crm.objects.deals.read. Contacts and companies that changed are found by the search endpoint
(200 a page). It never shows more than 10,000 results, and thousands may bear one time after
a bulk change; so pages go by the record's id, which ends at no limit. Archived records are
listed whole each time (HubSpot keeps them for 90 days), and so are deals and engagements,
because a search does not tell whom they are about. A merge is told by the record that
stands (hs_merged_object_ids); a record restored from the archive is told only when HubSpot
dates it as changed. Records deleted for privacy are not told at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dlt.sources.helpers.rest_client.auth import BearerTokenAuth
from dlt.sources.helpers.rest_client.paginators import BasePaginator, JSONResponseCursorPaginator
from requests import Request, Response

from pipelines.sources.api.contract import Api, Listing, Scope
from pipelines.sources.hubspot import SOURCE

_SEARCH_PAGE, _LIST_PAGE = 200, 100

#: What we ask for by name, because HubSpot tells only a handful by itself.
_CONTACT = [
    "email",
    "firstname",
    "lastname",
    "salutation",
    "date_of_birth",
    "gender",
    "phone",
    "mobilephone",
    "address",
    "zip",
    "city",
    "country",
    "company",
    "vat_id",
    "hs_language",
    "loyalty_card_number",
    "shopify_customer_id",
    "associatedcompanyid",
    "marketing_email_consent",
    "marketing_email_consent_at",
    "marketing_email_consent_method",
    "marketing_phone_consent",
    "marketing_phone_consent_at",
    "marketing_phone_consent_method",
    "marketing_post_consent",
    "marketing_post_consent_at",
    "marketing_post_consent_method",
    "hs_email_optout",
    "is_test",
    "hs_email_optout",
    "hs_merged_object_ids",
    "hs_calculated_merged_vids",
]
_COMPANY = [
    "name",
    "domain",
    "vat_id",
    "industry",
    "address",
    "zip",
    "city",
    "country",
    "hs_parent_company_id",
    "hs_merged_object_ids",
]
_ABOUT_PEOPLE = {
    "deals": [
        "hubspot_owner_id",
        "dealname",
        "pipeline",
        "dealstage",
        "deal_currency_code",
        "amount",
        "hs_is_closed",
        "hs_is_closed_won",
        "closedate",
    ],
    "calls": [
        "hubspot_owner_id",
        "hs_timestamp",
        "hs_call_direction",
        "hs_call_status",
        "hs_call_disposition",
        "hs_call_from_number",
        "hs_call_duration",
    ],
    "emails": [
        "hubspot_owner_id",
        "hs_timestamp",
        "hs_email_direction",
        "hs_email_status",
        "hs_email_from_email",
    ],
    "meetings": [
        "hubspot_owner_id",
        "hs_timestamp",
        "hs_meeting_outcome",
        "hs_meeting_start_time",
        "hs_meeting_end_time",
    ],
    "notes": ["hubspot_owner_id", "hs_timestamp"],
}


class ById(BasePaginator):  # type: ignore[misc]
    """The next page holds the records behind the last id of this one."""

    def __init__(self) -> None:
        super().__init__()
        self._last = ""

    def update_state(self, response: Response, data: list[Any] | None = None) -> None:
        """Notes the last id; a page without records is the end."""
        results = response.json().get("results") or []
        self._has_next_page = bool(results)
        self._last = results[-1]["id"] if results else ""

    def update_request(self, request: Request) -> None:
        """Moves the body's last filter, which is the one by id."""
        body: Any = request.json
        body["filterGroups"][0]["filters"][-1]["value"] = self._last


def _listed(objects: str, properties: list[str], archived: bool, about: str = "") -> Listing:
    def words(scope: Scope) -> dict[str, Any]:
        return {
            "archived": str(archived).lower(),
            "limit": _LIST_PAGE,
            "properties": ",".join(properties),
            **({"associations": about} if about else {}),
        }

    return Listing(
        f"archived_{objects}" if archived else objects,
        f"crm/v3/objects/{objects}",
        {objects: "results"},
        lambda: JSONResponseCursorPaginator("paging.next.after", "after"),
        words,
        is_optional=bool(about),
    )


def _searched(objects: str, changed: str, properties: list[str]) -> tuple[Listing, Listing]:
    def search(scope: Scope) -> dict[str, Any]:
        since = {
            "propertyName": changed,
            "operator": "GTE",
            "value": str(scope.since_seconds * 1000),
        }
        behind = {"propertyName": "hs_object_id", "operator": "GT", "value": "0"}
        return {
            "filterGroups": [{"filters": [since, behind]}],
            "sorts": [{"propertyName": "hs_object_id", "direction": "ASCENDING"}],
            "properties": properties,
            "limit": _SEARCH_PAGE,
        }

    return (
        Listing(
            objects, f"crm/v3/objects/{objects}/search", {objects: "results"}, ById, body=search
        ),
        _listed(objects, properties, archived=True),
    )


def _auth(secrets: Mapping[str, str]) -> BearerTokenAuth:
    return BearerTokenAuth(secrets["TOKEN"])


API = Api(
    SOURCE,
    url="https://api.hubapi.com",
    auth=_auth,
    listings=(
        *_searched("contacts", "lastmodifieddate", _CONTACT),
        *_searched("companies", "hs_lastmodifieddate", _COMPANY),
        *(
            _listed(objects, properties, archived, "contacts,companies")
            for objects, properties in _ABOUT_PEOPLE.items()
            for archived in (False, True)
        ),
    ),
)
