r"""Qualtrics: response exports as CSV, and pages of the API v3 around them.

``responses-*.csv`` is Data & Analysis > Export > CSV with *numeric values*, or the API's
response export: UTF-8, comma, under the header a line of question texts and one of import
ids (``{"ImportId":"startDate","timeZone":"Europe/Berlin"}``). Its times bear no offset, so
the third line must name the zone declared here; where it names another, or the account
speaks neither English nor German, these lines show in quarantine, which says so.

Questions go by their export tag: an instrument and a touchpoint (``CSAT_delivery``,
``NPS_relationship``, ``CES_service``; an NPS question adds ``..._NPS_GROUP``), ``Comment``,
and the embedded data ``order_name``, ``ticket_id`` and ``sku``. Other tags land, unread.

``distribution_history-*.json``: who was invited, replies of ``/distributions/ID/history``.
``contacts-*.json``: replies of ``/directories/ID/contacts``.
"""

from __future__ import annotations

from pipelines.sources.contract import Csv, Json, Source, Table, fields

TIME_ZONE = "Europe/Berlin"
TOUCHPOINTS = ("purchase", "delivery", "return", "service", "store", "product")

RESPONSES = Table(
    "responses",
    csv=Csv(
        delimiter=",",
        quoted_newlines=True,
        # The two lines under the header: what is asked, and under which id it imports.
        total_row=r'(?s)"?(Start Date|Startdatum)"?,.*|"\{""ImportId"":""startDate"",'
        rf'""timeZone"":""{TIME_ZONE}""\}}",.*',
        time_zone=TIME_ZONE,
    ),
    key=("ResponseId",),
    version="RecordedDate",
    columns=fields(
        *("StartDate timestamp", "EndDate timestamp", "Status*", "IPAddress"),
        *("Progress integer", "Duration (in seconds) integer", "Finished* boolean"),
        *("RecordedDate! timestamp", "ResponseId!", "RecipientLastName"),
        *("RecipientFirstName", "RecipientEmail", "ExternalReference"),
        *("DistributionChannel", "UserLanguage"),
        *(f"CSAT_{touchpoint} integer" for touchpoint in TOUCHPOINTS),
        *(f"CES_{touchpoint} integer" for touchpoint in TOUCHPOINTS),
        *("NPS_relationship integer", "NPS_relationship_NPS_GROUP", "Comment"),
        *("order_name", "ticket_id", "sku"),
    ),
)

DISTRIBUTION_HISTORY = Table(
    "distribution_history",
    json=Json("result.elements"),
    key=("distributionId", "contactLookupId"),
    columns=fields(
        *("distributionId!", "contactLookupId!", "contactId", "status", "surveyLink"),
        *("sentAt timestamp", "openedAt timestamp", "responseStartedAt timestamp"),
        *("responseCompletedAt timestamp", "responseId", "surveySessionId"),
    ),
)

CONTACTS = Table(
    "contacts",
    json=Json("result.elements"),
    key=("contactId",),
    version="lastModified",
    columns=fields(
        *("contactId!", "firstName", "lastName", "email", "phone", "extRef", "language"),
        *("directoryUnsubscribed boolean", "directoryUnsubscribeDate timestamp"),
        *("creationDate timestamp", "lastModified timestamp"),
    ),
)

SOURCE = Source("qualtrics", (RESPONSES, DISTRIBUTION_HISTORY, CONTACTS))
