"""What lies in the stores and the warehouse at the end of each month."""

from __future__ import annotations

import datetime as dt

import duckdb
import numpy as np

from pipelines.sandbox.catalogue import ARTICLES, STORES
from pipelines.sandbox.clock import DAY, Clock, months_back
from pipelines.sandbox.draw import Draw, pick, store

WAREHOUSE = "ZENTRAL"


def month_ends(clock: Clock) -> list[dt.date]:
    """The last day of each whole month of the history, the oldest first."""
    first_of = [months_back(clock.until.replace(day=1), back) for back in range(23, -1, -1)]
    days = [first - dt.timedelta(days=1) for first in [*first_of[1:], clock.until]]
    days[-1] = clock.until
    return days


def make(con: duckdb.DuckDBPyConnection, seed: int, clock: Clock) -> None:
    """Creates ``stock``: one row per article, place and month, counted at ten at night."""
    places = [WAREHOUSE, *(shop.till for shop in STORES)]
    articles = [number for number, article in enumerate(ARTICLES) if article[0] != "Gutscheine"]
    days = month_ends(clock)
    count = len(days) * len(places) * len(articles)
    draw = Draw(seed, "stock", count)
    index = np.arange(count)
    place = index // len(articles) % len(places)
    month = index // (len(articles) * len(places))
    # A warehouse holds some two hundred of an article, a store a handful.
    held = draw.poisson(np.where(place == 0, 210, 7)) * ~draw.chance(0.03)
    day = np.array([(each - clock.start).days for each in days])[month]
    store(
        con, "stock", product=np.array(articles)[index % len(articles)],
        place=pick(places, place), month=pick([each.strftime("%Y-%m") for each in days], month),
        counted_at=clock.on_day(day, np.full(count, 22 * DAY // 24)),
        held=held, reserved=np.minimum(held, draw.poisson(np.where(place == 0, 9, 0.3))),
    )  # fmt: skip
