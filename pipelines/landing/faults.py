"""The first thing wrong with a row, as one SQL expression over the whole file."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.landing import kinds
from pipelines.landing.kinds import quoted
from pipelines.sources.contract import Column


class Faults:
    """Conditions in the order in which they are looked for."""

    def __init__(self) -> None:
        self.named: list[tuple[str | None, str]] = []
        self._conditions: list[str] = []

    def add(self, condition: str, column: str | None, reason: str) -> None:
        self._conditions.append(condition)
        self.named.append((column, reason))

    def add_columns(self, columns: Iterable[Column], decimal: str = ".") -> None:
        """Empty values where one must be, then values that are not of their kind."""
        columns = list(columns)
        for column in columns:
            if column.filled:
                empty = f"coalesce(trim({quoted(column.name)}), '') = ''"
                self.add(empty, column.header, f"{column.header} is empty")
        for column in columns:
            wrong = kinds.is_not(column.kind, quoted(column.name), decimal)
            if wrong:
                reason = f"{column.header} is not {kinds.words(column.kind, decimal)}"
                self.add(f"{quoted(column.name)} is not null and {wrong}", column.header, reason)

    def sql(self) -> str:
        """The index of the first fault in ``named``; null for a sound row."""
        whens = (f"when {c} then {i}" for i, c in enumerate(self._conditions))
        return f"cast(case {' '.join(whens)} end as integer)" if self._conditions else "null::int"
