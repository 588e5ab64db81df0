"""The words in which a border's suites are declared, without importing Great Expectations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

#: What a file's hash and a landing run's id look like.
FILE_SHA256 = r"^[0-9a-f]{64}$"
LOAD_ID = r"^\d{8}T\d{12}$"
#: Loose on purpose: a typo is the sender's to find, a name in the wrong column is ours.
E_MAIL = r"^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$"


@dataclass(frozen=True)
class Expect:
    """One expectation: its name in Great Expectations, its arguments, and how bad it is."""

    name: str
    arguments: dict[str, Any]
    severity: Literal["critical", "warning"] = "critical"

    @property
    def column(self) -> str:
        """The column or columns it speaks of, for people."""
        given = self.arguments
        pair = [given[side] for side in ("column_A", "column_B") if side in given]
        return str(given.get("column") or ", ".join(given.get("column_list", pair)))


@dataclass(frozen=True)
class Suite:
    """Expectations about the rows that ``sql`` reads; it asks for needed columns only."""

    name: str
    table: str
    sql: str
    expects: tuple[Expect, ...]
    next_step: str


def filled(column: str) -> Expect:
    """No row without a value."""
    return Expect("ExpectColumnValuesToNotBeNull", {"column": column})


def unique(*columns: str) -> Expect:
    """No two rows alike in these columns."""
    if len(columns) == 1:
        return Expect("ExpectColumnValuesToBeUnique", {"column": columns[0]})
    return Expect("ExpectCompoundColumnsToBeUnique", {"column_list": list(columns)})


def shaped(column: str, pattern: str) -> Expect:
    """Every value that is there looks like this."""
    return Expect("ExpectColumnValuesToMatchRegex", {"column": column, "regex": pattern})


def one_of(column: str, values: list[Any]) -> Expect:
    """Every value that is there is one of these."""
    return Expect("ExpectColumnValuesToBeInSet", {"column": column, "value_set": values})


def equal(left: str, right: str) -> Expect:
    """The two columns agree in every row; a number never equals nothing."""
    return Expect(
        "ExpectColumnPairValuesToBeEqual",
        {"column_A": left, "column_B": right, "ignore_row_if": "both_values_are_missing"},
    )


def not_empty() -> Expect:
    """At least one row. Only a warning: an empty day is no fault of the table's."""
    return Expect("ExpectTableRowCountToBeBetween", {"min_value": 1}, severity="warning")
