"""Loyalty programme: flat files of our own definition; version 1.

Any loyalty tool can write them. UTF-8, semicolon (or comma), a header line, decimal point,
days as 2025-12-31, times as 2025-12-31T14:30:00+01:00 (without an offset: the project's
zone). examples/loyalty/README.md shows each file.

``members*.csv``: one line per membership; its newest line by ``updated_at`` stands.
``points*.csv``: one line per movement, never changed; burned and expired points are negative.
``tiers*.csv``: all levels there are, in every file.
``vouchers*.csv``: one line per voucher as issued; ``redemptions*.csv``: one per use of one.
``order_number`` is the receipt or order at which it happened, as the tool calls it that took
it; ``order_source`` names that tool (``dsfinvk``, ``shopify``).
"""

from __future__ import annotations

from pipelines.sources.contract import Csv, Source, Table, fields

MEMBERS = Table(
    "members",
    csv=Csv(),
    key=("card_number",),
    version="updated_at",
    columns=fields(
        "card_number!",
        "email",
        "phone",
        "salutation",
        "first_name",
        "last_name",
        "birth_date",
        "street",
        "house_number",
        "postal_code",
        "city",
        "country_code",
        "tier",
        "joined_on date",
        "left_on date",
        "updated_at timestamp",
    ),
)

POINTS = Table(
    "points",
    csv=Csv(),
    key=("entry_id",),
    columns=fields(
        "entry_id!",
        "card_number!",
        "booked_at! timestamp",
        "points! decimal",
        "entry_type!",
        "order_source",
        "order_number",
    ),
)

TIERS = Table(
    "tiers",
    csv=Csv(),
    key=("tier",),
    is_full_export=True,
    columns=fields("tier!", "tier_name", "points_from! decimal"),
)

VOUCHERS = Table(
    "vouchers",
    csv=Csv(),
    key=("voucher_code",),
    columns=fields(
        "voucher_code!",
        "card_number!",
        "issued_at! timestamp",
        "valid_from date",
        "valid_to date",
        "value_amount decimal",
        "value_percent decimal",
        "minimum_order_amount decimal",
        "currency",
        "campaign_id",
    ),
)

REDEMPTIONS = Table(
    "redemptions",
    csv=Csv(),
    key=("redemption_id",),
    columns=fields(
        "redemption_id!",
        "voucher_code!",
        "card_number",
        "redeemed_at! timestamp",
        "redeemed_amount decimal",
        "currency",
        "order_source",
        "order_number",
    ),
)

SOURCE = Source("loyalty", (MEMBERS, POINTS, TIERS, VOUCHERS, REDEMPTIONS))
