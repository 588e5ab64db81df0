"""sql-identity-resolution's way, written anew from its published steps, on our contacts.

github.com/anilkulkarni87/sql-identity-resolution, its DuckDB runner as of January 2026:
records known by text, values joined as text, the smallest record of a value tied to all
its holders, values of over 10,000 records skipped, labels spread along the ties until none
changes or 30 rounds are over. Its logs, its upserts into earlier runs' tables and its
golden profiles are left out; so what is measured here is less than what it does. It has
no guard against two people on one mailbox, so its groups are not ours.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from bench.meter import BLOCKS, MEMORY, step

#: Its limits: records per value, rounds of spreading.
LARGEST, ROUNDS = 10_000, 30
VALUES = {
    "EMAIL": "lower(email)",
    "PHONE": "phone",
    "LOYALTY": "loyalty_card_number",
    "DEVICE": "device_id",
    "ANONYMOUS": "anonymous_id",
    "EXTERNAL": "external_id",
}


def resolve(connection: duckdb.DuckDBPyConnection) -> None:
    """A table ``spread.membership`` (entity_key, resolved_id), step by step."""

    def table(name: str, sql: str) -> None:
        connection.execute(f"create or replace table spread.{name} as {sql}")

    connection.execute("create schema if not exists spread")
    key = "source_name || ':' || source_record_id as entity_key"
    with step("records"):
        table("entities", f"select {key}, updated_at from conformed.int_contacts")
    with step("identifiers"):
        each = " union all ".join(
            f"select {key}, '{kind}' as kind, {value} as value from conformed.int_contacts"
            for kind, value in VALUES.items()
        )
        table("raw", each)
        table("identifiers", "select * from spread.raw where value is not null")
    with step("ties"):
        table(
            "anchors",
            "select kind, value, min(entity_key) as anchor_key from spread.identifiers "
            f"group by kind, value having count(*) <= {LARGEST}",
        )
        table(
            "edges",
            "select anchor_key as left_key, entity_key as right_key, kind, value "
            "from spread.anchors inner join spread.identifiers using (kind, value) "
            "where entity_key <> anchor_key",
        )
    with step("nodes"):
        table(
            "nodes",
            "select left_key as entity_key from spread.edges "
            "union select right_key from spread.edges",
        )
    with step("labels"):
        table("labels", "select entity_key, entity_key as label from spread.nodes")
        for _ in range(ROUNDS):
            table(
                "next_labels",
                """
                select entity_key, min(label) as label
                from (
                    select entity_key, label from spread.labels
                    union all
                    select edges.left_key, labels.label from spread.edges
                    inner join spread.labels on labels.entity_key = edges.right_key
                    union all
                    select edges.right_key, labels.label from spread.edges
                    inner join spread.labels on labels.entity_key = edges.left_key
                )
                group by entity_key
                """,
            )
            changed = connection.execute(
                "select count(*) from spread.labels inner join spread.next_labels "
                "using (entity_key) where labels.label <> next_labels.label"
            ).fetchone()
            connection.execute("drop table spread.labels")
            connection.execute("alter table spread.next_labels rename to labels")
            if changed == (0,):
                break
    with step("membership"):
        table(
            "membership",
            "select entity_key, coalesce(label, entity_key) as resolved_id "
            "from spread.entities left join spread.labels using (entity_key)",
        )


if __name__ == "__main__":
    with duckdb.connect(
        str(Path(sys.argv[1])),
        config={"memory_limit": MEMORY, "threads": 2, "block_allocator_memory": BLOCKS},
    ) as opened:
        resolve(opened)
