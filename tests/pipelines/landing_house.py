"""A warehouse and drop folders of one's own, for the stories of the inbound door."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.landing import json_splitter, snapshots
from pipelines.landing.engine import land
from pipelines.landing.report import LandingReport
from pipelines.settings import Settings
from tests import parsed_once

CONTACTS = "source_record_id,email,birth_date\n1,ada@example.com,1990-12-31\n2,,\n"

LINES_HEADER = "Z_KASSE_ID;Z_ERSTELLUNG;Z_NR;BON_ID;POS_ZEILE;GV_TYP;ARTIKELTEXT;MENGE;STK_BR"


def till_line(position: int, text: str = "Hose", price: str = "19,99") -> str:
    """One row of a DSFinV-K lines.csv."""
    return f"K1;2025-03-31T20:00:00+02:00;1;b1;{position};Umsatz;{text};1,000;{price}"


def as_if_large(patched: pytest.MonkeyPatch, chunk: int = 100) -> None:
    """Lets every file be read as a large one, in chunks of so many bytes."""
    patched.setattr(snapshots, "SMALL", 0)
    patched.setattr(snapshots, "CHUNK", chunk)
    patched.setattr(snapshots, "_BLOCK", chunk)
    patched.setattr(json_splitter, "_STRETCH", chunk)


class House:
    """Drop folders under ``exports`` and the warehouse they land in."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(
            root=home, warehouse=home / parsed_once.WAREHOUSE, exports=home / "exports"
        )

    def drop(self, path: str, content: str | bytes | dict[str, Any]) -> Path:
        """Puts a file into a drop folder: text, bytes or a JSON document."""
        file = self.settings.exports / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict):
            content = json.dumps(content)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def land(self, *tools: str, **options: Any) -> LandingReport:
        return land(self.settings, tools or None, **options)

    def connect(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(self.settings.warehouse))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        con = duckdb.connect(str(self.settings.warehouse), read_only=True)
        try:
            found: list[tuple[Any, ...]] = con.execute(query).fetchall()
            return found
        finally:
            con.close()

    def quarantine(self) -> list[tuple[Any, ...]]:
        """(file, line, column, reason) of every row in quarantine."""
        return self.rows(
            "select file_path, line_number, column_name, reason from landing.quarantine"
            " order by file_path, row_number"
        )

    def everything(self, *but: str) -> dict[str, list[tuple[Any, ...]]]:
        """All that landed, with ledger and quarantine, but for run, clock and these columns."""
        found = {}
        times = ("landed_at", "quarantined_at", "seen_at", "replayed_at", "read_at")
        clocks = "|".join(("load_id", *times, *but))
        con = duckdb.connect(str(self.settings.warehouse), read_only=True)
        tables = con.execute(
            "select schema_name, table_name from duckdb_tables()"
            " where (schema_name like 'raw%' or schema_name = 'landing')"
            " and table_name not like '\\_dlt%' escape '\\' and table_name <> 'loads'"
        ).fetchall()
        for schema, table in tables:
            rows = con.execute(
                f"select columns(lambda name: not regexp_full_match(name, '_?({clocks})')"
                f" or name = 'x') from {schema}.{table}"
            ).fetchall()
            found[f"{schema}.{table}"] = sorted(rows, key=repr)
        con.close()
        return found
