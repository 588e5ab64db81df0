"""A small installation for stories about publishing: a live file and what dbt left behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from pipelines.settings import Settings

#: A public table's columns and types; those after ``|`` are flagged personal.
Tables = dict[str, dict[str, str]]

CUSTOMERS = {
    "customer_id": "varchar",
    "email": "varchar personal",
    "city": "varchar",
    "order_count": "bigint",
}
MEMBERSHIPS = {"segment_name": "varchar", "customer_id": "varchar"}


def make_house(place: Path) -> Settings:
    """Two public tables with two people, and the artefacts of a green build."""
    here = Settings(root=place, warehouse=place / "warehouse" / "live.duckdb", exports=place / "in")
    here.warehouse.parent.mkdir(parents=True)
    write(
        here,
        """
        create schema marts; create schema segments; create schema test_failures;
        create table marts.customers as
            select * from (values
                ('c1', 'ada@example.com', 'Köln', 3), ('c2', null, 'Bonn', 1)
            ) as people(customer_id, email, city, order_count);
        create view segments.segment_memberships as
            select 'lapsed' as segment_name, customer_id from marts.customers;
        create table marts.int_working as select 'ada@example.com' as email;
        create table test_failures.unique_customers as select 'ada@example.com' as email;
        """,
    )
    describe(here, {"marts.customers": CUSTOMERS, "segments.segment_memberships": MEMBERSHIPS})
    return here


def write(here: Settings, sql: str) -> None:
    with duckdb.connect(str(here.warehouse)) as connection:
        connection.execute(sql)


def read(file: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def describe(
    here: Settings,
    tables: Tables,
    statuses: dict[str, str] | None = None,
    tests: dict[str, str] | None = None,
) -> None:
    """Writes manifest.json and run_results.json as `dbt build` would leave them.

    statuses: node id -> status, where it is not ``success`` (or ``None`` for left out).
    tests: test name -> name of the model it tests.
    """
    nodes: dict[str, Any] = {}
    for place, columns in tables.items():
        room, name = place.split(".")
        nodes[f"model.stammkunde.{name}"] = {
            "resource_type": "model",
            "schema": room,
            "name": name,
            "alias": name,
            "config": {"materialized": "table", "meta": {}},
            "depends_on": {"nodes": []},
            "columns": {
                column: {
                    "name": column,
                    "meta": {},
                    "config": {"meta": {"personal": True} if "personal" in kind else {}},
                }
                for column, kind in columns.items()
            },
        }
    for test, model in (tests or {}).items():
        nodes[f"test.stammkunde.{test}.0a1b2c"] = {
            "resource_type": "test",
            "schema": "test_failures",
            "name": test,
            "config": {"materialized": "test"},
            "depends_on": {"nodes": [f"model.stammkunde.{model}"]},
            "columns": {},
        }
    results = []
    for node in nodes:
        status = (statuses or {}).get(node.split(".")[2], "success")
        if status != "left out":
            results.append({"unique_id": node, "status": status})
    target = here.root / "target"
    target.mkdir(exist_ok=True)
    (target / "manifest.json").write_text(json.dumps({"nodes": nodes}))
    (target / "run_results.json").write_text(
        json.dumps(
            {
                "metadata": {"generated_at": "2026-10-01T04:15:00Z"},
                "args": {"which": "build"},
                "results": results,
            }
        )
    )
