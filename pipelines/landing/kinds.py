"""Which texts are a value of a declared kind, as SQL over whole columns.

The tests agree with the casts that staging makes (macros to_decimal, to_date, ...), so
that what lands never turns into null on its way in.
"""

from __future__ import annotations

from pipelines.sources.contract import Kind

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = "[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?"
_OFFSET = "([+-][0-9]{2}:?[0-9]{2}|[Zz])"
_GERMAN = "[+-]?([0-9]+|[0-9]{1,3}([.][0-9]{3})+)(,[0-9]+)?"

WORDS: dict[Kind, str] = {
    "text": "a plain text",
    "integer": "a whole number",
    "decimal": "a decimal number",
    "timestamp": "a time such as 2025-12-31T23:59:00+01:00",
    "date": "a date such as 2025-12-31",
    "boolean": "true or false",
    "json": "JSON",
}


def quoted(identifier: str) -> str:
    """An SQL identifier, whatever it holds."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """An SQL string, whatever it holds."""
    return "'" + text.replace("'", "''") + "'"


def german_to_plain(value: str) -> str:
    """SQL: ``1.234,56`` as ``1234.56``."""
    return f"replace(replace({value}, '.', ''), ',', '.')"


def is_not(kind: Kind, value: str, decimal: str = ".") -> str | None:
    """SQL that is true where a non-null text is no value of the kind; None: never."""
    if kind == "decimal" and decimal == ",":
        fits = f"try_cast({german_to_plain(value)} as decimal(18, 4)) is not null"
        return f"not ({_matches(value, _GERMAN)} and {fits})"
    tests: dict[Kind, str] = {
        "integer": f"{_matches(value, '[+-]?[0-9]+')} and try_cast({value} as bigint) is not null",
        "decimal": f"{_matches(value, '[+-]?[0-9]+([.][0-9]+)?')}"
        f" and try_cast({value} as decimal(18, 4)) is not null",
        "date": f"{_matches(value, _DAY)} and try_cast({value} as date) is not null",
        "timestamp": f"case when {_matches(value, f'{_DAY}[T ]{_TIME}{_OFFSET}')}"
        f" then try_cast({value} as timestamptz) is not null"
        f" else {_matches(value, f'{_DAY}([T ]{_TIME})?')}"
        f" and try_cast({value} as timestamp) is not null end",
        "boolean": f"lower(trim({value})) in"
        " ('true', '1', 'yes', 'ja', 'false', '0', 'no', 'nein')",
        "json": f"json_valid({value})",
    }
    return f"not ({tests[kind]})" if kind in tests else None


def is_local_time(value: str) -> str:
    """SQL that is true where a text is a time without an offset."""
    return _matches(value, f"{_DAY}([T ]{_TIME})?")


def words(kind: Kind, decimal: str = ".") -> str:
    if kind == "decimal" and decimal == ",":
        return "a decimal number with a comma, such as 1.234,56"
    return WORDS[kind] if kind != "decimal" else "a decimal number such as 1234.56"


def _matches(value: str, pattern: str) -> str:
    return f"regexp_full_match({value}, '{pattern}')"
