"""Klaviyo: reply pages of the JSON:API, header ``revision: 2026-07-15``, one page a file.

Profiles say what they agreed to only when asked: fetch ``/api/profiles`` with
``additional-fields[profile]=subscriptions``. Campaigns name the messages that events quote
when fetched with ``include=campaign-messages``. What stands under ``included`` is not read.
The time of a record's statement (``updated``) lies within ``attributes``.

Members of lists are pages of ``/api/lists/ID/profiles`` or of
``/api/lists/ID/relationships/profiles``, called ``list_members...``: their records do not
say of which list, but the page's ``links.self`` does. Being in one is no consent.
"""

from __future__ import annotations

from pipelines.sources.contract import Json, Source, Table, fields

_RESOURCE = fields("type", "id!", "attributes! json", "relationships json", "links json")


def _pages(name: str) -> Table:
    return Table(name, json=Json("data"), key=("id",), columns=_RESOURCE)


PROFILES = _pages("profiles")
LISTS = _pages("lists")
CAMPAIGNS = _pages("campaigns")
METRICS = _pages("metrics")
EVENTS = _pages("events")

LIST_MEMBERS = Table(
    "list_members",
    json=Json("data", page=("links.self",)),
    columns=fields(
        "links.self!", "type", "id!", "attributes json", "relationships json", "links json"
    ),
)

SOURCE = Source("klaviyo", (PROFILES, LISTS, LIST_MEMBERS, CAMPAIGNS, METRICS, EVENTS))
