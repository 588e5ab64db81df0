"""Google Ads: the campaign report as the interface downloads it (2026), ``.csv``.

Two lines before the header (the report's name and the dates), total rows at the end. The
report needs the columns Day, Campaign, Campaign ID, Currency code, Cost, Impr. and Clicks, Day
as the first. Cost is in units of the account's currency, a day is one of the account's time
zone. The interface writes in the language of the person who downloads, and so names the file:
``Campaign report*.csv`` in English with ``1,234.56``, ``Kampagnenbericht*.csv`` in German with
``1.234,56``. A report in another language is no table's file: switch the interface.

Segments (device, network) are let pass: all rows of a campaign's day add up, and the file
that spoke last about that day stands.
"""

from __future__ import annotations

from pipelines.sources.contract import Csv, Source, Table, fields

CAMPAIGN_REPORT = Table(
    "campaign_report",
    stem="campaign report",
    csv=Csv(delimiter=",", thousands=",", skip_lines=2, total_row="Total: .*"),
    columns=fields(
        "Day! date",
        "Campaign*",
        "Campaign ID!",
        "Currency code!",
        "Cost! decimal",
        "Impr.* decimal",
        "Clicks* decimal",
    ),
)

KAMPAGNENBERICHT = Table(
    "kampagnenbericht",
    csv=Csv(delimiter=",", decimal=",", skip_lines=2, total_row="Gesamt: .*"),
    columns=fields(
        "Tag! date",
        "Kampagne*",
        "Kampagnen-ID!",
        "Währungscode!",
        "Kosten! decimal",
        "Impr.* decimal",
        "Klicks* decimal",
    ),
)

SOURCE = Source("google_ads", (CAMPAIGN_REPORT, KAMPAGNENBERICHT))
