"""Meta Ads Manager: its campaigns table with breakdown by day, exported as CSV (2026), English.

Comma, plain numbers, days as 2026-09-01. The export needs the columns Day (breakdown Time),
Campaign name, Campaign ID, Amount spent, Impressions and Link clicks; the account's currency
stands in the column's name, ``Amount spent (EUR)``, so an account in another currency is
refused by that name. Name the file ``campaigns...``, and export without the summary row: with
it, that row has no day and waits in quarantine.

Further breakdowns are let pass: all rows of a campaign's day add up, and the file that
spoke last about that day stands.
"""

from __future__ import annotations

from pipelines.sources.contract import Csv, Source, Table, fields

CAMPAIGNS = Table(
    "campaigns",
    csv=Csv(delimiter=","),
    columns=fields(
        "Day! date",
        "Campaign name*",
        "Campaign ID!",
        "Campaign delivery",
        "Amount spent (EUR)* decimal",
        "Impressions* integer",
        "Reach integer",
        "Link clicks* integer",
        "Clicks (all) integer",
        "Reporting starts date",
        "Reporting ends date",
    ),
)

SOURCE = Source("meta_ads", (CAMPAIGNS,))
