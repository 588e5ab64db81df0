"""Zendesk: incremental exports of the Support API v2, one JSON document a file.

``calls`` is the incremental export of the Talk API; a call belongs to a ticket as a rule.
"""

from __future__ import annotations

from pipelines.sources.contract import Json, Source, Table, fields

USERS = Table(
    "users",
    json=Json("users"),
    key=("id",),
    version="updated_at",
    columns=fields(
        "id!",
        "name",
        "email",
        "phone",
        "role",
        "external_id",
        "created_at timestamp",
        "updated_at timestamp",
        "suspended boolean",
        "active boolean",
        "locale",
        "tags json",
        "user_fields json",
        "organization_id",
    ),
)

TICKETS = Table(
    "tickets",
    json=Json("tickets"),
    key=("id",),
    version="updated_at",
    columns=fields(
        "id!",
        "subject",
        "status",
        "via json",
        "requester_id",
        "assignee_id",
        "created_at! timestamp",
        "updated_at timestamp",
        "tags json",
        "custom_fields json",
        "type",
        "priority",
    ),
)

TICKET_METRICS = Table(
    "ticket_metrics",
    json=Json("ticket_metrics"),
    key=("id",),
    version="updated_at",
    columns=fields(
        "id!",
        "ticket_id!",
        "reopens integer",
        "replies integer",
        "created_at timestamp",
        "updated_at timestamp",
        "solved_at timestamp",
        "reply_time_in_minutes json",
        "full_resolution_time_in_minutes json",
    ),
)

SATISFACTION_RATINGS = Table(
    "satisfaction_ratings",
    json=Json("satisfaction_ratings"),
    key=("id",),
    version="updated_at",
    columns=fields(
        "id!",
        "ticket_id",
        "requester_id",
        "assignee_id",
        "score!",
        "comment",
        "created_at timestamp",
        "updated_at timestamp",
    ),
)

DELETED_USERS = Table(
    "deleted_users",
    json=Json("deleted_users"),
    key=("id",),
    version="updated_at",
    columns=fields(
        "id!",
        "name",
        "email",
        "role",
        "active boolean",
        "created_at timestamp",
        "updated_at timestamp",
    ),
)

ORGANIZATIONS = Table(
    "organizations",
    json=Json("organizations"),
    key=("id",),
    version="updated_at",
    columns=fields(
        "id!",
        "name",
        "domain_names json",
        "external_id",
        "tags json",
        "organization_fields json",
        "created_at timestamp",
        "updated_at timestamp",
        "deleted_at timestamp",
    ),
)

CALLS = Table(
    "calls",
    json=Json("calls"),
    key=("id",),
    version="updated_at",
    columns=fields(
        "id!",
        "ticket_id",
        "customer_id",
        "agent_id",
        "direction",
        "completion_status",
        "created_at! timestamp",
        "updated_at timestamp",
        "duration integer",
        "talk_time integer",
        "hold_time integer",
        "wrap_up_time integer",
        "wait_time integer",
        "time_to_answer integer",
        "call_charge",
        "phone_number",
        "voicemail boolean",
    ),
)

SOURCE = Source(
    "zendesk",
    (
        USERS,
        DELETED_USERS,
        ORGANIZATIONS,
        TICKETS,
        TICKET_METRICS,
        SATISFACTION_RATINGS,
        CALLS,
    ),
)
