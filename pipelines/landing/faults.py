"""The first thing wrong with a row, as one SQL expression over the whole file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from pipelines.landing import kinds
from pipelines.landing.kinds import quoted
from pipelines.sources.contract import Column, Csv


class Faults:
    """Conditions in the order in which they are looked for."""

    def __init__(self) -> None:
        self.named: list[tuple[str | None, str]] = []
        self._conditions: list[str] = []

    def add(self, condition: str, column: str | None, reason: str) -> None:
        self._conditions.append(condition)
        self.named.append((column, reason))

    def add_columns(
        self,
        columns: Iterable[Column],
        dialect: Csv = kinds.PLAIN,
        sound: Collection[str] = (),
    ) -> None:
        """Empty values where one must be, then values that are not of their kind.

        sound: names of columns whose values are known to be of their kind.
        """
        columns = list(columns)
        for column in columns:
            if column.filled:
                name = quoted(column.name)
                # Asked of every text, trim() would copy them all; what it takes away are
                # blanks, of which there are some beyond ASCII.
                may_be_blank = f"({name} < '!' or {name} > '~') and trim({name}) = ''"
                empty = f"coalesce({name}, '') = '' or {may_be_blank}"
                self.add(empty, column.header, f"{column.header} is empty")
        for column in columns:
            name, form = quoted(column.name), dialect.format_of(column)
            wrong = kinds.is_not(column.kind, name, dialect, form)
            if wrong:
                wrong = "false" if column.name in sound else wrong
                reason = f"{column.header} is not {kinds.words(column.kind, dialect, form)}"
                self.add(f"{name} is not null and {wrong}", column.header, reason)
            if column.kind == "timestamp" and dialect.time_zone:
                self.add(
                    kinds.never_was(name, dialect.time_zone, form),
                    column.header,
                    f"{column.header} never was in {dialect.time_zone}: clocks went forward",
                )

    def sql(self) -> str:
        """The index of the first fault in ``named``; null for a sound row."""
        whens = (f"when {c} then {i}" for i, c in enumerate(self._conditions))
        return f"cast(case {' '.join(whens)} end as integer)" if self._conditions else "null::int"


#: Adds what is asked beyond a contract of columns.
AddFaults = Callable[[Faults], None]
