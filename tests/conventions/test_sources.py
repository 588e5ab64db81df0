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
