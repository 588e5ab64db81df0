"""Formats are declared, never guessed: what lands, staging can read, as it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import combinations, product
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from pipelines.landing import kinds
from pipelines.sources import TEMPLATE, TOOLS
from pipelines.sources.contract import Column, Csv, Kind, fields

from .macro_house import macro

GERMAN, ENGLISH = Csv(decimal=","), Csv(thousands=",")

#: kind, dialect, text -> what it means; None: it goes to quarantine
NUMBERS = [
    ("decimal", GERMAN, "1.234,56", Decimal("1234.56")),
    ("decimal", GERMAN, "-1.234,56", Decimal("-1234.56")),
    ("decimal", GERMAN, "1.234", Decimal("1234")),
    ("decimal", GERMAN, "1234,5", Decimal("1234.5")),
    ("decimal", GERMAN, "1.23", None),
    ("decimal", GERMAN, "1.234,56 €", None),
    ("decimal", GERMAN, "12,5-", None),
    ("decimal", GERMAN, "1,234.56", None),
    ("decimal", Csv(), "1234.5", Decimal("1234.5")),
    ("decimal", Csv(), "1,234.56", None),
    ("decimal", Csv(), "1234,5", None),
    ("decimal", Csv(), "1e5", None),
    ("decimal", Csv(), "NaN", None),
    ("decimal", ENGLISH, "1,234.56", Decimal("1234.56")),
    ("decimal", ENGLISH, "1234.56", Decimal("1234.56")),
    ("decimal", ENGLISH, "1,23.56", None),
]

DAYS = [
    (None, "2025-12-31", date(2025, 12, 31)),
    (None, "31.12.2025", None),
    (None, "2025-02-29", None),
    (None, "2024-02-29", date(2024, 2, 29)),
    ("%d.%m.%Y", "31.12.2025", date(2025, 12, 31)),
    ("%d.%m.%Y", "31.06.2025", None),
    ("%d.%m.%Y", "31.12.25", None),
    ("%d.%m.%Y", "1.2.2025", None),
    ("%-d.%-m.%Y", "1.2.2025", date(2025, 2, 1)),
    ("%d.%m.%y", "31.12.25", date(2025, 12, 31)),
    ("%d.%m.%Y", "12/31/2025", None),
    ("%-m/%-d/%Y", "12/31/2025", date(2025, 12, 31)),
    ("%-m/%-d/%Y", "31/12/2025", None),
    ("%d.%m.%Y", "29.02.2025", None),
    ("%d-%b-%Y", "05-Mar-2025", date(2025, 3, 5)),
]

#: format, text -> the instant in UTC, read on clocks of Berlin
TIMES = [
    (None, "2025-12-31T23:59:00+01:00", datetime(2025, 12, 31, 22, 59)),
    (None, "2025-12-31 23:59:00", datetime(2025, 12, 31, 22, 59)),
    (None, "2025-12-31T23:59:00.250Z", datetime(2025, 12, 31, 23, 59, 0, 250000)),
    ("%d.%m.%Y %H:%M", "01.07.2025 12:00", datetime(2025, 7, 1, 10, 0)),
    ("%d.%m.%Y %H:%M", "01.07.2025 24:30", None),
    ("%Y-%m-%d %H:%M:%S %z", "2025-07-01 12:00:00 +0200", datetime(2025, 7, 1, 10, 0)),
    ("%-m/%-d/%y %-I:%M %p", "7/1/25 1:05 PM", datetime(2025, 7, 1, 11, 5)),
    # The clock went back at 03:00, so 02:30 was twice: the first is meant.
    ("%d.%m.%Y %H:%M", "26.10.2025 02:30", datetime(2025, 10, 26, 0, 30)),
    (None, "2025-10-26 02:30:00", datetime(2025, 10, 26, 0, 30)),
    (None, "2025-10-26T02:30:00+01:00", datetime(2025, 10, 26, 1, 30)),
    ("%d.%m.%Y %H:%M", "26.10.2025 03:00", datetime(2025, 10, 26, 2, 0)),
    # It went forward at 02:00, so 02:30 never was.
    ("%d.%m.%Y %H:%M", "30.03.2025 02:30", None),
    (None, "2025-03-30T02:30", None),
    (None, "2025-03-30T03:30", datetime(2025, 3, 30, 1, 30)),
]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        yield connection


def lands(
    con: duckdb.DuckDBPyConnection, kind: Kind, text: str, dialect: Csv, form: str | None = None
) -> bool:
    wrong = kinds.is_not(kind, "text", dialect, form)
    if kind == "timestamp" and dialect.time_zone:
        wrong = f"{wrong} or {kinds.never_was('text', dialect.time_zone, form)}"
    (found,) = con.execute(f"select not ({wrong}) from (select ? as text)", [text]).fetchone() or ()
    return bool(found)


@pytest.mark.parametrize(("kind", "dialect", "text", "meant"), NUMBERS)
def test_a_number_lands_if_staging_reads_it(
    con: duckdb.DuckDBPyConnection,
    root: Path,
    kind: Kind,
    dialect: Csv,
    text: str,
    meant: Decimal | None,
) -> None:
    assert lands(con, kind, text, dialect) is (meant is not None)
    read = (
        macro(root, "to_decimal_german")("text")
        if dialect is GERMAN
        else macro(root, "to_decimal")("text", dialect.thousands or "")
    )
    assert con.execute(f"select {read} from (select ? as text)", [text]).fetchone() == (meant,)


@pytest.mark.parametrize(("form", "text", "meant"), DAYS)
def test_a_day_lands_if_staging_reads_it(
    con: duckdb.DuckDBPyConnection, root: Path, form: str | None, text: str, meant: date | None
) -> None:
    assert lands(con, "date", text, Csv(), form) is (meant is not None)
    if meant:
        read = macro(root, "to_date")("text", form)
        assert con.execute(f"select {read} from (select ? as text)", [text]).fetchone() == (meant,)


@pytest.mark.parametrize(("form", "text", "meant"), TIMES)
def test_a_time_lands_if_it_was_and_means_one_instant(
    con: duckdb.DuckDBPyConnection, root: Path, form: str | None, text: str, meant: datetime | None
) -> None:
    assert lands(con, "timestamp", text, Csv(time_zone="Europe/Berlin"), form) is (
        meant is not None
    )
    if meant:
        read = macro(root, "to_timestamp_utc")("text", "Europe/Berlin", form)
        assert con.execute(f"select {read} from (select ? as text)", [text]).fetchone() == (meant,)


def test_no_sign_in_a_time_of_the_commonest_spelling_is_overlooked(
    con: duckdb.DuckDBPyConnection,
) -> None:
    """Each place of it, and each two, once with every sign that times have and some more."""
    signs = " \t\n\r\v+-.:,/_TZz0159aé١"
    texts = set()
    for text in ("2025-12-31T23:59:59.999Z", "2004-02-29T00:00:00.000Z"):
        for one, two in combinations(range(len(text)), 2):
            for first, second in product(signs, signs):
                texts.add(f"{text[:one]}{first}{text[one + 1 : two]}{second}{text[two + 1 :]}")
    con.register("times", pa.table({"text": sorted(texts)}))
    wrong = kinds.is_not("timestamp", "text")
    landed = {text for (text,) in con.execute(f"from times where not ({wrong})").fetchall()}

    day, time = r"\d{4}-\d\d-\d\d", r"\d\d:\d\d(:\d\d(\.\d+)?)?"
    form = re.compile(rf"{day}([T ]{time}([Zz]|[+-]\d\d:?\d\d)?)?", re.ASCII)
    spelled = {text for text in texts if form.fullmatch(text)}
    assert landed - spelled == set()
    assert {text for text in spelled if is_time(text)} - landed == set()
    assert len(landed) > 1000


def is_time(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def test_columns_are_declared_in_short() -> None:
    assert fields("id!", "Lineitem price* decimal", "Tag date %d.%m.%Y", "Order date date") == (
        Column("id", required=True, filled=True),
        Column("Lineitem price", "decimal", required=True),
        Column("Tag", "date", format="%d.%m.%Y"),
        Column("Order date", "date"),
    )


def test_an_unknown_word_in_a_format_is_an_error() -> None:
    with pytest.raises(ValueError, match="%Q is unknown; use %d"):
        kinds.format_pattern("%d.%Q")


def test_every_declared_format_and_zone_is_known() -> None:
    for source in (*TOOLS.values(), TEMPLATE):
        for table in source.tables:
            for dialect in (table.csv, Csv()):
                for column in table.columns if dialect else ():
                    if form := (dialect or Csv()).format_of(column):
                        assert kinds.format_pattern(form)
            if table.csv and table.csv.time_zone:
                assert kinds.check_zone(table.csv.time_zone)
