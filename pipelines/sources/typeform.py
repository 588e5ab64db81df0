"""Typeform: pages of the Responses API, one JSON document a file."""

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

SOURCE = Source("typeform", (RESPONSES,))
