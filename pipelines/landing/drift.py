"""What a file's columns and values say about the tool's schema: new, gone, or unfit."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from duckdb import DuckDBPyConnection

from pipelines.landing import ledger
from pipelines.landing.readings import Reading
from pipelines.landing.report import FileOutcome, SchemaChange
from pipelines.sources.contract import Column, snake_case


def fingerprint(found: Iterable[str], declared: Sequence[Column]) -> str:
    """SHA-256 of the columns a file has and the kinds they are read as, order aside."""
    kinds = {column.name: column.kind for column in declared}
    names = sorted(snake_case(word) for word in found)
    spelled = "\n".join(f"{name} {kinds.get(name, 'text')}" for name in names)
    return hashlib.sha256(spelled.encode()).hexdigest()


class Drift:
    """Tells what differs in a file from the contract and from all files before it."""

    def __init__(self, con: DuckDBPyConnection) -> None:
        self._steady = {
            key: {snake_case(word) for word in words}
            for key, words in ledger.steady_columns(con).items()
        }

    def of(
        self,
        file: FileOutcome,
        reading: Reading,
        declared: Sequence[Column],
        unfit: Counter[tuple[str, str]],
    ) -> list[SchemaChange]:
        """The decisions about one file that lands. unfit: its broken rows by column and reason.

        A declared column counts as gone when every file before had it. JSON leaves out
        what has no value, so there one file without it ends that, and is told once.
        """
        changes = [
            SchemaChange(file, name, "new_column", "landed as text") for name in file.new_columns
        ]
        if reading.found and reading.row_count:
            had = {snake_case(word) for word in reading.found}
            key = (file.source_name, file.table_name)
            steady = self._steady.get(key, had)
            changes += [
                SchemaChange(file, column.name, "vanished_column", "landed as empty")
                for column in declared
                if column.name in steady - had
            ]
            self._steady[key] = steady & had
        changes += [
            SchemaChange(file, column, "unfit_values", f"quarantined: {reason}", count)
            for (column, reason), count in unfit.items()
        ]
        return changes


def refused(file: FileOutcome, missing: Iterable[str]) -> list[SchemaChange]:
    """The decision about a file that lacks required columns."""
    return [
        SchemaChange(file, snake_case(header), "missing_column", "file refused")
        for header in missing
    ]
