"""When things happen: 24 months that end on ``until``, in Europe/Berlin shop time.

Behaviour is drawn on a scale from 0 to 1 and laid over the calendar at the very end, by the
inverse of the cumulated day weights. So another ``until`` moves dates and nothing else.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from pipelines.sandbox.draw import Floats, Ints

BERLIN = ZoneInfo("Europe/Berlin")
EPOCH = dt.date(1970, 1, 1)
DAY = 86_400

# Monday to Sunday, January to December: how an outdoor and household shop breathes.
WEEK = {
    "online": (1.1, 1.0, 0.95, 0.95, 0.9, 1.0, 1.3),
    "store": (0.9, 0.9, 0.95, 1.0, 1.3, 1.8, 0),
}
YEAR = (0.8, 0.75, 0.95, 1.1, 1.15, 1.05, 1.0, 0.95, 0.95, 0.95, 1.25, 1.5)
BLACK_WEEK_FACTOR = {"online": 3.2, "store": 1.7}
# Hour of the day: orders peak in the evening, receipts follow opening hours (10 to 20).
HOURS = {
    "online": (1, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2, 3, 4, 4, 4, 5, 4, 4, 4, 4, 5, 6, 8, 9, 8, 5, 2),
    "store": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 6, 7, 6, 6, 7, 8, 9, 8, 5, 0, 0, 0, 0),
}


def months_back(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier, or that month's last day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def default_until(today: dt.date) -> dt.date:
    """The last day of the month before today's."""
    return today.replace(day=1) - dt.timedelta(days=1)


def black_friday(year: int) -> dt.date:
    """The day after the fourth Thursday of November."""
    first = dt.date(year, 11, 1)
    return first + dt.timedelta(days=(3 - first.weekday()) % 7 + 22)


def easter(year: int) -> dt.date:
    """Gregorian Easter Sunday (Spencer's rule)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return dt.date(year, month, (h - m + r + month + 19) % 32)


def holidays(year: int) -> set[dt.date]:
    """Days on which every German shop is shut."""
    moved = [easter(year) + dt.timedelta(days=days) for days in (-2, 1, 39, 50)]
    fixed = [(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)]
    return {*moved, *(dt.date(year, month, day) for month, day in fixed)}


@dataclass
class Clock:
    """Maps the scale from 0 to 1 to UTC seconds between ``start`` and ``until``."""

    until: dt.date
    start: dt.date = field(init=False)
    days: int = field(init=False)

    def __post_init__(self) -> None:
        self.start = months_back(self.until, 24) + dt.timedelta(days=1)
        if self.until.day == calendar.monthrange(self.until.year, self.until.month)[1]:
            first = months_back(self.until.replace(day=1), 23)
            self.start = first
        self.days = (self.until - self.start).days + 1
        self._edges = {kind: self._cumulated(kind) for kind in WEEK}
        self._offsets = self._transitions()

    @property
    def end(self) -> int:
        """The last second of ``until`` in Berlin, as UTC seconds."""
        midnight = dt.datetime.combine(self.until + dt.timedelta(days=1), dt.time(), BERLIN)
        return int(midnight.timestamp()) - 1

    @property
    def begin(self) -> int:
        """The first second of ``start`` in Berlin, as UTC seconds."""
        return int(dt.datetime.combine(self.start, dt.time(), BERLIN).timestamp())

    def _cumulated(self, kind: str) -> Floats:
        weights = np.zeros(self.days)
        for index in range(self.days):
            day = self.start + dt.timedelta(days=index)
            friday = black_friday(day.year)
            weight = WEEK[kind][day.weekday()] * YEAR[day.month - 1]
            if friday - dt.timedelta(days=4) <= day <= friday + dt.timedelta(days=3):
                weight *= BLACK_WEEK_FACTOR[kind]
            shut = kind == "store" and day in holidays(day.year)
            weights[index] = 0.0 if shut else weight
        return np.concatenate([[0.0], np.cumsum(weights) / weights.sum()])

    def instant(self, position: Floats, second: Ints, kind: str) -> Ints:
        """UTC seconds at this position of the scale and this second of the local day."""
        edges = self._edges[kind]
        day = np.searchsorted(edges, np.clip(position, 0, 1 - 1e-12), side="right") - 1
        return self.on_day(np.clip(day, 0, self.days - 1), second)

    def on_day(self, day: Ints, second: Ints) -> Ints:
        """UTC seconds of a local second on the n-th day of the history."""
        local = ((self.start - EPOCH).days + day) * DAY + second
        return (local - self.offset(local - 5400)).astype(np.int64)

    def black_week(self, position: Floats, within: Floats) -> Ints:
        """The day number in the Black Friday week that is nearest to this position."""
        years = range(self.start.year, self.until.year + 1)
        fridays = [(black_friday(year) - self.start).days for year in years]
        inside = np.array([day for day in fridays if 4 <= day < self.days - 4])
        near = np.abs(position[:, None] * self.days - inside[None, :]).argmin(axis=1)
        share = (0.06, 0.06, 0.07, 0.12, 0.4, 0.13, 0.08, 0.08)
        step = np.searchsorted(np.cumsum(share), within * 0.999, side="right") - 4
        return np.asarray(inside[near] + step, dtype=np.int64)

    def _transitions(self) -> list[tuple[int, int]]:
        """(from, to) in UTC seconds of each summer time that the history touches."""
        spans = []
        for year in range(self.start.year - 4, self.until.year + 2):
            edge = [dt.date(year, month, 31) for month in (3, 10)]
            sundays = [day - dt.timedelta(days=(day.weekday() + 1) % 7) for day in edge]
            begin, end = ((day - EPOCH).days * DAY + 3600 for day in sundays)
            spans.append((begin, end))
        return spans

    def offset(self, utc: Ints) -> Ints:
        """Seconds that Berlin is ahead of UTC."""
        summer = np.zeros(len(utc), dtype=bool)
        for begin, end in self._offsets:
            summer |= (utc >= begin) & (utc < end)
        return np.where(summer, 7200, 3600)

    def macros(self) -> list[str]:
        """DuckDB macros that write UTC seconds the way the tools do."""
        summer = " or ".join(f"t between {a} and {b - 1}" for a, b in self._offsets)
        at = "replace(cast(make_timestamp(({}) * 1000000) as varchar), ' ', 'T')"
        return [
            f"create macro berlin(t) as case when {summer} then 7200 else 3600 end",
            f"create macro iso_utc(t) as {at.format('t')} || 'Z'",
            f"create macro iso_local(t) as case berlin(t) when 7200"
            f" then {at.format('t + 7200')} || '+02:00'"
            f" else {at.format('t + 3600')} || '+01:00' end",
            "create macro german_day(d) as strftime(d, '%d.%m.%Y')",
            "create macro german_minute(t) as"
            " strftime(make_timestamp((t + berlin(t)) * 1000000), '%d.%m.%Y %H:%M')",
            "create macro local_day(t) as cast(make_timestamp((t + berlin(t)) * 1000000) as date)",
        ]


def seconds_of_day(hours: Ints, unit: Floats) -> Ints:
    """A second within each hour; three at night is left out, it is missing once a year."""
    hours = np.where(hours == 2, 3, hours)
    return (hours * 3600 + (unit * 3599).astype(np.int64)).astype(np.int64)


def hour_weights(kind: str) -> npt.NDArray[np.float64]:
    return np.asarray(HOURS[kind], dtype=float)
