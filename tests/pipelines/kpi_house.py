"""A warehouse that holds five marts by contract and nothing else, for the KPI stories.

The KPIs read marts only; so their stories put rows straight into the marts, whichever
way those are built, and let dbt build the KPIs upon them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import yaml

from tests import forked, parsed_once

ROOT = Path(__file__).resolve().parents[2]
MARTS = ["orders", "order_lines", "service_contacts", "survey_responses"]

Row = Mapping[str, object]


@dataclass(frozen=True)
class KpiHouse:
    """Marts filled by hand, KPIs built by dbt."""

    place: Path
    as_of: str

    @property
    def warehouse(self) -> Path:
        return self.place / parsed_once.WAREHOUSE

    def fill(self, **marts: Iterable[Row]) -> None:
        """Create the marts as their contracts say, and insert the rows."""
        with duckdb.connect(str(self.warehouse)) as connection:
            connection.execute("create schema marts")
            for name in MARTS:
                contract = yaml.safe_load((ROOT / f"models/marts/{name}.yml").read_text())
                (model,) = contract["models"]
                columns = [f"{c['name']} {c['data_type']}" for c in model["columns"]]
                connection.execute(f"create table marts.{name} ({', '.join(columns)})")
                for row in marts.get(name, []):
                    places = ", ".join("?" * len(row))
                    connection.execute(
                        f"insert into marts.{name} ({', '.join(row)}) values ({places})",
                        list(row.values()),
                    )

    def build(self, **variables: object) -> None:
        """Build the KPIs with their data tests; a story fails if one of them does."""
        done = forked.run(
            "dbt.cli.main", "--quiet", "build",
            "--select", "path:models/marts/kpis", "path:seeds/kpis",
            "--exclude-resource-type", "unit_test",
            *(["--vars", json.dumps(variables)] if variables else []),
            env={
                **os.environ,
                "STAMMKUNDE_DUCKDB": str(self.warehouse),
                "STAMMKUNDE_AS_OF": self.as_of,
                "DBT_TARGET_PATH": str(self.place / "target"),
                "DBT_LOG_PATH": str(self.place / "logs"),
            },
        )  # fmt: skip
        assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-3000:]}"

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            found: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
        return found
