"""HubSpot: objects of the CRM API v3, one page of results a file."""

from __future__ import annotations

from pipelines.sources.contract import Json, Source, Table, fields

_OBJECT = fields(
    "id!",
    "properties! json",
    "createdAt timestamp",
    "updatedAt timestamp",
    "archived boolean",
    "archivedAt timestamp",
    "associations json",
)

CONTACTS = Table(
    "contacts", json=Json("results"), key=("id",), version="updatedAt", columns=_OBJECT
)
COMPANIES = Table(
    "companies", json=Json("results"), key=("id",), version="updatedAt", columns=_OBJECT
)

SOURCE = Source("hubspot", (CONTACTS, COMPANIES))
