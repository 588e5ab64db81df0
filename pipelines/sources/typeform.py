"""Typeform: pages of the Responses API, and the forms' definitions of the Create API.

``responses-*.json`` is one page of ``/forms/ID/responses``; ``forms-*.json`` holds one reply of
``/forms/ID`` a line. A question is told by its ``ref``: ``csat_delivery`` is an instrument
(csat, nps, ces) and a touchpoint; its form says how far its scale runs.
"""

from __future__ import annotations

from pipelines.sources.contract import Json, Source, Table, fields

RESPONSES = Table(
    "responses",
    json=Json("items"),
    key=("response_id",),
    columns=fields(
        "response_id!",
        "landing_id",
        "token",
        "landed_at timestamp",
        "submitted_at! timestamp",
        "metadata json",
        "hidden json",
        "answers json",
    ),
)

FORMS = Table(
    "forms",
    json=Json(lines=True),
    key=("id",),
    version="last_updated_at",
    columns=fields(
        "id!",
        "type",
        "title",
        "fields* json",
        "hidden json",
        "settings json",
        "created_at timestamp",
        "last_updated_at timestamp",
        "published_at timestamp",
    ),
)

SOURCE = Source("typeform", (RESPONSES, FORMS))
