"""The models that give ids, and nothing else: groups of records go in, ids come out.

The models' SQL is rendered once and run in DuckDB as it stands, without dbt, so that
hypothesis can live through hundreds of histories.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import yaml

from pipelines.identity.forget import KEYS

from .macro_house import macro, render

ROOT = Path(__file__).resolve().parents[2]
IDENTITY = ROOT / "models" / "identity"
FIRST_NIGHT = datetime(2026, 1, 1)
HISTORY = {
    column["name"]: column["data_type"]
    for column in yaml.safe_load((IDENTITY / "int_customer_id_history.yml").read_text())["models"][
        0
    ]["columns"]
}
KEY = HISTORY["record_key"]
TABLES = {
    "int_identity_contacts": f"""
        record_key {KEY}, source_name text, source_record_id text, first_name text,
        last_name text, is_test boolean, created_at timestamp
    """,
    "int_fact_mentions": f"""
        record_key {KEY}, source_name text, source_record_id text, is_test boolean,
        happened_at timestamp
    """,
    "blocked_identifiers": "identifier_type text, value text, reason text",
    "int_identity_components": f"record_key {KEY}, component_id {KEY}",
    "int_customer_id_history": ", ".join(f"{name} {kind}" for name, kind in HISTORY.items()),
    "identity_erasures": f"record_key {KEY}",
}
#: What a history does with the rows of the erased, by the column that names them.
FORGOTTEN = {
    "record_key": "delete from int_customer_id_history",
    "customer_id": "update int_customer_id_history set customer_id = null",
}
#: Models that stand as they are; any other that they read is an empty table.
OURS = ("int_customer_", "int_identity_records", "int_identity_erased")


def _kind_of(column: str) -> str:
    """The type of a column of a table that stays empty, by its name."""
    if column.endswith(("record_key", "component_id")):
        return KEY
    if column == "kinds":
        return "bigint"
    return "decimal(18, 4)" if column in ("confidence", "weight") else "text"


class IdHouse:
    """Groups of records, built night by night."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        for name, columns in TABLES.items():
            self.connection.execute(f"create table {name} ({columns})")
        self.history = self._sql(IDENTITY / "int_customer_id_history.sql")
        self.there = set(TABLES)
        for name in ("int_identity_erased", "int_customer_ids", "int_customer_alias_ids"):
            self._stand(name)
        self.connection.execute(
            "create view customers as select distinct customer_id from int_customer_ids"
        )
        mart = self._sql(ROOT / "models" / "marts" / "customer_identity_history.sql")
        self.connection.execute(f"create view customer_identity_history as {mart}")
        self.empty()

    def _stand(self, name: str) -> None:
        """One of our models as a view upon what it reads; any other as an empty table."""
        if name in self.there:
            return
        self.there.add(name)
        if not name.startswith(OURS):
            (model,) = yaml.safe_load((IDENTITY / f"{name}.yml").read_text())["models"]
            columns = [column["name"] for column in model["columns"]]
            described = ", ".join(f"{column} {_kind_of(column)}" for column in columns)
            self.connection.execute(f"create table {name} ({described})")
            return
        path = IDENTITY / f"{name}.sql"
        for read in re.findall(r"ref\('(\w+)'\)", path.read_text()):
            self._stand(read)
        self.connection.execute(f"create view {name} as {self._sql(path)}")

    def _sql(self, path: Path) -> str:
        return render(ROOT, path.read_text(), this=path.stem)

    def empty(self) -> None:
        """Nobody is known, no id was ever given."""
        for name in TABLES:
            self.connection.execute(f"delete from {name}")
        self.now = FIRST_NIGHT

    def build(self, groups: Mapping[int, int], ages: Mapping[int, int | None]) -> dict[int, str]:
        """Records -> ids, of records -> groups and records -> days of age (none: unknown)."""
        self.now += timedelta(days=1)
        smallest: dict[int, int] = {}
        for record in sorted(groups):
            smallest.setdefault(groups[record], record)
        keys = sorted(groups, key=lambda record: (record * 2654435761) % 2**32)
        born = [
            None if ages[key] is None else datetime(2020, 1, 1) - timedelta(days=ages[key] or 0)
            for key in keys
        ]
        self.connection.execute("delete from int_identity_contacts")
        self.connection.execute("delete from int_identity_components")
        if keys:
            # As int_identity_contacts does, which has the erased no more.
            self.connection.execute(
                "insert into int_identity_contacts select key, 'tool', cast(key as text), "
                "null, null, false, born from (select unnest(?) as key, unnest(?) as born) "
                "where key not in (select record_key from int_identity_erased)",
                [keys, born],
            )
            self.connection.execute(
                "insert into int_identity_components "
                "select key, component from (select unnest(?) as key, unnest(?) as component) "
                "where key in (select record_key from int_identity_records)",
                [keys, [smallest[groups[key]] for key in keys]],
            )
        # As the macro forgotten_rows does.
        for column, gone in FORGOTTEN.items():
            erased = macro(ROOT, "is_of_erased")(column, "int_identity_erased")
            self.connection.execute(f"{gone} where {erased}")
        changes = self.history.replace("2026-10-01 00:00:00", str(self.now))
        self.connection.execute(
            f"insert into int_customer_id_history by name select * from ({changes})"
        )
        return dict(
            self.rows("select cast(record_key as bigint), customer_id from int_customer_ids")
        )

    def forget(self, customer_id: str) -> set[int]:
        """The customer is erased, as ``cdp identity forget`` does it; returns the records."""
        keys = [
            key for (key,) in self.connection.execute(KEYS.format(""), [customer_id]).fetchall()
        ]
        self.connection.execute("insert into identity_erasures select unnest(?)", [keys])
        return set(keys)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql).fetchall()

    @staticmethod
    def origin(customer_id: str) -> int:
        """The record of which the id was made."""
        return int(customer_id[1:], 16) - 2**63

    def aliases(self) -> list[tuple[str, str]]:
        return self.rows("select customer_id, standing_customer_id from int_customer_alias_ids")
