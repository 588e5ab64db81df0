"""What a source module declares, dbt knows: the assertions on raw rows rest on it."""

from __future__ import annotations

from typing import Any

from pipelines.landing.ledger import raw_columns
from pipelines.sources import TEMPLATE, TOOLS


def test_every_raw_table_is_a_source_with_all_its_columns(manifest: dict[str, Any]) -> None:
    known = {
        (source["source_name"], source["name"]): (source["schema"], list(source["columns"]))
        for source in manifest["sources"].values()
    }
    declared = {
        (tool.name, table.name): (
            tool.dataset,
            [name for name, _ in raw_columns(tool, table.name)],
        )
        for tool in (*TOOLS.values(), TEMPLATE)
        for table in tool.tables
    }

    assert {key: known.get(key) for key in declared} == declared


def test_every_full_export_names_its_records() -> None:
    """Without a key nobody could tell which record is missing."""
    wrong = [
        f"{tool.name}.{table.name}"
        for tool in TOOLS.values()
        for table in tool.tables
        if table.is_full_export and not table.key
    ]
    assert wrong == []


def test_keys_and_versions_are_columns() -> None:
    wrong = [
        f"{tool.name}.{table.name}: {word}"
        for tool in (*TOOLS.values(), TEMPLATE)
        for table in tool.tables
        for word in (*table.key, *([table.version] if table.version else []))
        if word not in {column.header for column in table.columns}
    ]
    assert wrong == []
