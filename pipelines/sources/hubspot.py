"""HubSpot: objects of the CRM API v3, one page of results a file; its own CSV exports.

Engagements are objects of their own: calls, e-mails, meetings and notes; fetch them with
``associations=contacts``. An export from the list of contacts or companies is called
``hubspot-crm-exports-all-contacts-2025-12-31.csv``; its headers are the properties' labels
in an English account, its times (2025-12-31 23:59) read off the account's clock.
"""

from __future__ import annotations

from pipelines.sources.contract import Csv, Json, Source, Table, fields

_OBJECT = fields(
    "id!",
    "properties! json",
    "createdAt timestamp",
    "updatedAt timestamp",
    "archived boolean",
    "archivedAt timestamp",
    "associations json",
)
_EXPORT = Csv(delimiter=",", quoted_newlines=True)


def _objects(name: str) -> Table:
    return Table(name, json=Json("results"), key=("id",), version="updatedAt", columns=_OBJECT)


CONTACTS = _objects("contacts")
COMPANIES = _objects("companies")
DEALS = _objects("deals")
CALLS = _objects("calls")
EMAILS = _objects("emails")
MEETINGS = _objects("meetings")
NOTES = _objects("notes")

CONTACT_EXPORTS = Table(
    "contact_exports",
    csv=_EXPORT,
    stem="hubspot-crm-exports-all-contacts",
    key=("Record ID",),
    version="Last Modified Date",
    columns=fields(
        "Record ID!",
        *("First Name", "Last Name", "Email", "Phone Number", "Mobile Phone Number"),
        *("Street Address", "Postal Code", "City", "Country/Region", "Company Name"),
        *("Preferred language", "Associated Company IDs", "Unsubscribed from all email boolean"),
        *("Create Date timestamp", "Last Modified Date timestamp"),
    ),
)

COMPANY_EXPORTS = Table(
    "company_exports",
    csv=_EXPORT,
    stem="hubspot-crm-exports-all-companies",
    key=("Record ID",),
    version="Last Modified Date",
    columns=fields(
        "Record ID!",
        *("Company name", "Company Domain Name", "Industry", "Street Address"),
        *("Postal Code", "City", "Country/Region", "Parent Company IDs"),
        *("Create Date timestamp", "Last Modified Date timestamp"),
    ),
)

SOURCE = Source(
    "hubspot",
    (
        CONTACTS,
        COMPANIES,
        DEALS,
        CALLS,
        EMAILS,
        MEETINGS,
        NOTES,
        CONTACT_EXPORTS,
        COMPANY_EXPORTS,
    ),
)
