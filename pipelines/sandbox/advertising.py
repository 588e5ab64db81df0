"""Paid media: what campaigns cost each day, as Google Ads and Meta Ads Manager export it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import numpy as np

from pipelines.sandbox.clock import Clock
from pipelines.sandbox.draw import Draw, pick, store
from pipelines.sandbox.write import Tally, dated, headed, write_lines

#: platform, campaign, impressions a day, clicks per impression, cents per click
CAMPAIGNS: list[tuple[str, str, int, float, int]] = [
    ("google", "Marke | Suche", 900, 0.09, 21),
    ("google", "Zelte, Schlafsäcke | Suche", 1400, 0.031, 64),
    ("google", "Shopping | Sortiment", 5200, 0.012, 47),
    ("meta", "Neukunden | Outdoor", 7800, 0.009, 52),
    ("meta", "Wiedersehen | Warenkorb", 1900, 0.021, 38),
]
FIRST_ID = {"google": 21_400_000_001, "meta": 120_210_000_000_000_001}


def make(con: duckdb.DuckDBPyConnection, seed: int, clock: Clock) -> None:
    """Creates ``ad_day``: one row per campaign and day of the history."""
    count = len(CAMPAIGNS) * clock.days
    draw = Draw(seed, "advertising", count)
    campaign = np.arange(count) % len(CAMPAIGNS)
    day = np.arange(count) // len(CAMPAIGNS)
    shown = draw.poisson(np.array([each[2] for each in CAMPAIGNS])[campaign])
    clicks = draw.random.binomial(shown, np.array([each[3] for each in CAMPAIGNS])[campaign])
    price = np.array([each[4] for each in CAMPAIGNS])[campaign]
    days = [clock.start + dt.timedelta(days=number) for number in range(clock.days)]
    store(
        con, "ad_day", day=pick(days, day), campaign=campaign,
        platform=pick([each[0] for each in CAMPAIGNS], campaign),
        campaign_name=pick([each[1] for each in CAMPAIGNS], campaign),
        campaign_id=pick([FIRST_ID[each[0]] + 77 * n for n, each in enumerate(CAMPAIGNS)],
                         campaign),
        impressions=shown, clicks=clicks.astype(np.int64),
        cents=(clicks * price * (0.8 + 0.4 * draw.unit())).astype(np.int64),
    )  # fmt: skip


def write_google(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes a campaign report per year, with preamble and total rows."""
    tally = Tally()
    spans = {
        year: (first, last, ",".join(map(_quoted, (f"{shown:,}", f"{clicks:,}",
                                                   f"{cents / 100:,.2f}"))))
        for year, first, last, shown, clicks, cents in con.execute("""
            select strftime(day, '%Y'), min(day), max(day), cast(sum(impressions) as bigint),
                cast(sum(clicks) as bigint), cast(sum(cents) as bigint)
            from ad_day where platform = 'google' group by 1
        """).fetchall()
    }  # fmt: skip

    def head(year: str) -> str:
        first, last, _ = spans[year]
        dates = f"{first:%B} {first.day}, {first.year} - {last:%B} {last.day}, {last.year}"
        columns = "Day,Campaign,Campaign ID,Currency code,Impr.,Clicks,Cost"
        return f'Campaign report\n"{dates}"\n{columns}\n'

    def foot(year: str) -> str:
        rest = f"--,--,EUR,{spans[year][2]}\n"
        return f"Total: Campaigns,{rest}Total: Account,{rest}"

    write_lines(con, tally, root / "google_ads", "campaign_report", _GOOGLE,
                dated("Campaign report"), head, foot)  # fmt: skip
    return tally


def _quoted(text: str) -> str:
    return f'"{text}"' if "," in text else text


def write_meta(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes the campaigns table, broken down by day, per year."""
    tally = Tally()
    header = (
        "Reporting starts,Reporting ends,Campaign name,Campaign ID,Day,Amount spent (EUR),"
        "Impressions,Reach,Link clicks,Clicks (all)"
    )
    write_lines(con, tally, root / "meta_ads", "campaigns", _META,
                dated("campaigns"), headed(header))  # fmt: skip
    return tally


_GOOGLE = """
    select strftime(day, '%Y') as year, concat_ws(',',
        day, case when campaign_name like '%,%' then '"' || campaign_name || '"'
            else campaign_name end,
        campaign_id, 'EUR',
        case when impressions > 999 then '"' || format('{:,}', impressions) || '"'
            else cast(impressions as varchar) end,
        clicks, eur(cents)
    ) || '\n'
    from ad_day
    where platform = 'google'
    order by year, day, campaign
"""

_META = """
    select strftime(day, '%Y') as year, concat_ws(',',
        day, day, campaign_name, campaign_id, day, eur(cents), impressions,
        impressions * 7 // 10, clicks, clicks * 6 // 5
    ) || '\r\n'
    from ad_day
    where platform = 'meta'
    order by year, day, campaign
"""
