"""Which texts are a value of a declared kind, as SQL over whole columns.

The tests agree with the casts that staging makes (macros to_decimal, to_date, ...), so
that what lands never turns into null on its way in.
"""

from __future__ import annotations

import re
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines.sources.contract import Csv, Kind

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = "[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?"
_OFFSET = "([+-][0-9]{2}:?[0-9]{2}|[Zz])"
#: The commonest spelling of a time, by the hour's first digit. What DuckDB reads as a time
#: and looks like that has digits in all other places, and a pattern takes twice as long.
_COMMONEST = [f"2___-__-__T{hour}_:__:__.___Z" for hour in "012"]

#: The words of a declared format: what each stands for in a text. The same words are read
#: by the macro written_as, which gives them to Spark.
FORMAT_WORDS = {
    "%d": "[0-9]{2}",
    "%-d": "[0-9]{1,2}",
    "%m": "[0-9]{2}",
    "%-m": "[0-9]{1,2}",
    "%b": "[A-Za-z]{3}",
    "%Y": "[0-9]{4}",
    "%y": "[0-9]{2}",
    "%H": "[0-9]{2}",
    "%-H": "[0-9]{1,2}",
    "%I": "[0-9]{2}",
    "%-I": "[0-9]{1,2}",
    "%p": "[AaPp][Mm]",
    "%M": "[0-9]{2}",
    "%S": "[0-9]{2}",
    "%f": "[0-9]{1,6}",
    "%z": "[+-][0-9]{2}:?[0-9]{2}",
}

WORDS: dict[Kind, str] = {
    "text": "a plain text",
    "integer": "a whole number",
    "decimal": "a decimal number such as 1234.56",
    "timestamp": "a time such as 2025-12-31T23:59:00+01:00",
    "date": "a date such as 2025-12-31",
    "boolean": "true or false",
    "json": "JSON",
}

PLAIN = Csv()


def quoted(identifier: str) -> str:
    """An SQL identifier, whatever it holds."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """An SQL string, whatever it holds."""
    return "'" + text.replace("'", "''") + "'"


def to_plain(value: str, dialect: Csv) -> str:
    """SQL: a number of the dialect as a plain one, ``1.234,56`` as ``1234.56``."""
    for mark, plain in ((_thousands(dialect), ""), (dialect.decimal, ".")):
        if mark and mark != plain:
            value = f"replace({value}, {literal(mark)}, {literal(plain)})"
    return value


@cache
def format_pattern(form: str) -> str:
    """The regular expression of texts in a declared format; ValueError if it is none."""
    pattern = ""
    for word, other in re.findall(r"(%-?.)|([^%]+|%)", form):
        if word and word not in FORMAT_WORDS:
            raise ValueError(f"{form}: {word} is unknown; use {' '.join(FORMAT_WORDS)}")
        if other == "%":
            raise ValueError(f"{form}: it ends in the middle of a word")
        pattern += FORMAT_WORDS[word] if word else re.escape(other)
    return pattern


@cache
def check_zone(name: str) -> str:
    """The zone's name, if there is such a zone; ValueError if not."""
    try:
        return ZoneInfo(name).key
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        raise ValueError(f"{name} is no time zone; such as Europe/Berlin") from error


def is_not(kind: Kind, value: str, dialect: Csv = PLAIN, form: str | None = None) -> str | None:
    """SQL that is true where a non-null text is no value of the kind; None: never."""
    if form and kind in ("date", "timestamp"):
        return (
            f"not ({_matches(value, format_pattern(form))}"
            f" and try_strptime({value}, {literal(form)}) is not null)"
        )
    looks_common = " or ".join(f"{value} like '{spelling}'" for spelling in _COMMONEST)
    tests: dict[Kind, str] = {
        "integer": f"{_matches(value, '[+-]?[0-9]+')} and try_cast({value} as bigint) is not null",
        "decimal": f"{_matches(value, _number(dialect))}"
        f" and try_cast({to_plain(value, dialect)} as decimal(18, 4)) is not null",
        "date": f"{_matches(value, _DAY)} and try_cast({value} as date) is not null",
        "timestamp": f"case when ({looks_common}) and try_cast({value} as timestamp) is not null"
        f" then true when {_matches(value, f'{_DAY}[T ]{_TIME}{_OFFSET}')}"
        f" then try_cast({value} as timestamptz) is not null"
        f" else {_matches(value, f'{_DAY}([T ]{_TIME})?')}"
        f" and try_cast({value} as timestamp) is not null end",
        "boolean": f"lower(trim({value})) in"
        " ('true', '1', 'yes', 'ja', 'false', '0', 'no', 'nein')",
        "json": f"json_valid({value})",
    }
    return f"not ({tests[kind]})" if kind in tests else None


def never_was(value: str, zone: str, form: str | None = None) -> str:
    """SQL that is true where a text is a clock time that its zone left out."""
    if form:
        if "%z" in form:
            return "false"
        moment = f"try_strptime({value}, {literal(form)})"
    else:
        moment = f"case when {is_local_time(value)} then try_cast({value} as timestamp) end"
    name = literal(check_zone(zone))
    return f"coalesce(timezone({name}, timezone({name}, {moment})) <> ({moment}), false)"


def instant_of(moment: str, zone: str) -> str:
    """SQL: a zoneless moment as a timestamp in UTC: of two, the first; null if it never was.

    DuckDB takes the later of two; the macro to_timestamp_utc corrects it the same way.
    """
    name = literal(check_zone(zone))
    later = f"timezone({name}, {moment})"
    earlier = f"{later} - interval 1 hour"
    return (
        f"case when timezone({name}, {earlier}) = {moment} then timezone('UTC', {earlier})"
        f" when timezone({name}, {later}) = {moment} then timezone('UTC', {later}) end"
    )


def is_local_time(value: str) -> str:
    """SQL that is true where a text is an ISO time without an offset."""
    return _matches(value, f"{_DAY}([T ]{_TIME})?")


def words(kind: Kind, dialect: Csv = PLAIN, form: str | None = None) -> str:
    """The kind in words, for the reason of a rejected row."""
    if form and kind in ("date", "timestamp"):
        return f"a {'date' if kind == 'date' else 'time'} in the form {form}"
    if kind == "decimal" and dialect.decimal == ",":
        return "a decimal number with a comma, such as 1.234,56"
    if kind == "decimal" and dialect.thousands:
        return f"a decimal number such as 1{dialect.thousands}234.56"
    return WORDS[kind]


def _thousands(dialect: Csv) -> str:
    if dialect.thousands is None:
        return "." if dialect.decimal == "," else ""
    return dialect.thousands


def _number(dialect: Csv) -> str:
    whole = "[0-9]+"
    if mark := _thousands(dialect):
        whole = f"([0-9]+|[0-9]{{1,3}}([{mark}][0-9]{{3}})+)"
    return f"[+-]?{whole}([{dialect.decimal}][0-9]+)?"


def _matches(value: str, pattern: str) -> str:
    return f"regexp_full_match({value}, {literal(pattern)})"
