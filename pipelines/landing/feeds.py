"""Feeds that come daily, and the days they have missed.

A feed is the files of one table whose names differ in one date only. It comes daily when
most of its files came a day after the one before, on at least five days of the week, each
at least every second time; only those days are expected of it. Of any other rhythm nothing
is inferred.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

_DATE = re.compile(r"(?<!\d)(20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")
#: A feed with fewer files has no rhythm yet.
_FEWEST = 7


@dataclass(frozen=True)
class Gap:
    """Days on which a daily feed was expected and did not come, in order."""

    source_name: str
    table_name: str
    feed: str
    days: tuple[date, ...]
    last_day: date


def gaps(files: Iterable[tuple[str, str, str]], today: date) -> list[Gap]:
    """The gaps of all daily feeds up to yesterday.

    files: (source_name, table_name, file_path) of all that came, refused ones too.
    """
    came: dict[tuple[str, str, str], set[date]] = {}
    for source_name, table_name, path in files:
        found = list(_DATE.finditer(path))
        day = _day(found[0]) if len(found) == 1 else None
        if day:
            feed = path[: found[0].start()] + "*" + path[found[0].end() :]
            came.setdefault((source_name, table_name, feed), set()).add(day)
    missed = []
    for (source_name, table_name, feed), days in sorted(came.items()):
        missing = _missing(days, today)
        if missing:
            missed.append(Gap(source_name, table_name, feed, missing, max(days)))
    return missed


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def _missing(came: set[date], today: date) -> tuple[date, ...]:
    if len(came) < _FEWEST:
        return ()
    first, last = min(came), max(came)
    passed = Counter(day.weekday() for day in _days(first, last))
    present = Counter(day.weekday() for day in came)
    expected = {day for day in present if 2 * present[day] >= passed[day]}
    in_order = sorted(came)
    next_day = sum(a + timedelta(days=1) == b for a, b in pairwise(in_order))
    if len(expected) < 5 or 2 * next_day < len(in_order):
        return ()
    until = max(last, today - timedelta(days=1))
    return tuple(
        day for day in _days(first, until) if day not in came and day.weekday() in expected
    )


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
