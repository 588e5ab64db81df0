"""sql-identity-resolution's way, written anew from its published steps, on our contacts.

github.com/anilkulkarni87/sql-identity-resolution, its DuckDB runner as of January 2026, in
a full run: records known by text, values joined as text, the smallest record of a value
tied to all its holders, values of over 10,000 records skipped and told, ties and members
brought into the tables of earlier runs (empty here), labels spread along the ties until
none changes or 30 rounds are over, sizes of groups. Its golden profiles, its counters and
its log are left out; so what is measured here is less than what it does. It has no
likeness, and no guard against two people on one mailbox, so its groups are not ours.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from bench.meter import BLOCKS, MEMORY, step

#: Its limits: records per value, rounds of spreading.
LARGEST, ROUNDS = 10_000, 30
VALUES = {
    "EMAIL": ("email", "LOWERCASE"),
    "PHONE": ("phone", "NONE"),
    "LOYALTY": ("loyalty_card_number", "NONE"),
    "DEVICE": ("device_id", "NONE"),
    "ANONYMOUS": ("anonymous_id", "NONE"),
    "EXTERNAL": ("external_id", "NONE"),
}
#: What earlier runs have left; before the first run these are empty.
KEPT = """
create table spread.rules (kind varchar, spelling varchar, largest bigint);
create table spread.excluded (kind varchar, pattern varchar, way varchar);
create table spread.skipped (kind varchar, value varchar, size bigint, sample varchar);
create table spread.edges (
    kind varchar, left_key varchar, right_key varchar, value varchar,
    first_seen timestamp, last_seen timestamp
);
create table spread.membership (entity_key varchar, resolved_id varchar, updated timestamp);
create table spread.clusters (resolved_id varchar, size bigint, updated timestamp)
"""
#: Whether two rows tell of one tie.
SAME_TIE = " and ".join(
    f"kept.{column} = found.{column}" for column in ("kind", "left_key", "right_key", "value")
)


class Spreading:
    """The steps, on an open warehouse; their tables stand in a schema ``spread``."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        connection.execute("drop schema if exists spread cascade")
        connection.execute("create schema spread")
        connection.execute(KEPT)
        connection.executemany(
            "insert into spread.rules values (?, ?, ?)",
            [(kind, spelling, LARGEST) for kind, (_, spelling) in VALUES.items()],
        )

    def table(self, name: str, sql: str) -> None:
        self.connection.execute(f"create or replace table spread.{name} as {sql}")

    def identifiers(self) -> None:
        """Every value of every record, as its rule spells it, but for excluded ones."""
        key = "source_name || ':' || cast(source_record_id as varchar)"
        self.table(
            "entities", f"select {key} as entity_key, updated_at from conformed.int_contacts"
        )
        each = " union all ".join(
            f"select {key} as entity_key, '{kind}' as kind, cast({value} as varchar) as value"
            " from conformed.int_contacts"
            for kind, (value, _) in VALUES.items()
        )
        self.table("raw", each)
        self.table(
            "spelt",
            "select raw.entity_key, raw.kind, case when rules.spelling = 'LOWERCASE'"
            " then lower(raw.value) else raw.value end as value"
            " from spread.raw inner join spread.rules using (kind) where raw.value is not null",
        )
        self.table(
            "identifiers",
            "select * from spread.spelt where not exists (select 1 from spread.excluded"
            " where excluded.kind = spelt.kind and ("
            "excluded.way = 'EXACT' and spelt.value = excluded.pattern"
            " or excluded.way = 'LIKE' and spelt.value like excluded.pattern))",
        )

    def ties(self) -> None:
        """The smallest record of each value that is not skipped, tied to all its holders."""
        self.table(
            "new_values",
            "select distinct kind, value from spread.entities"
            " inner join spread.identifiers using (entity_key)",
        )
        self.table(
            "holders",
            "select entity_key, kind, value from spread.identifiers"
            " inner join spread.new_values using (kind, value)",
        )
        self.table(
            "sizes",
            "select kind, value, count(*) as size, min(entity_key) as anchor_key,"
            " list_slice(list(entity_key order by entity_key), 1, 5) as sample"
            " from spread.holders group by kind, value",
        )
        self.connection.execute(
            "insert into spread.skipped select kind, value, size, cast(sample as varchar)"
            " from spread.sizes inner join spread.rules using (kind) where size > largest"
        )
        self.table(
            "anchors",
            "select kind, value, anchor_key from spread.sizes"
            " inner join spread.rules using (kind) where size <= largest",
        )
        self.table(
            "found",
            "select kind, anchor_key as left_key, entity_key as right_key, value,"
            " localtimestamp as first_seen, localtimestamp as last_seen from spread.anchors"
            " inner join spread.holders using (kind, value) where entity_key <> anchor_key",
        )
        self.connection.execute(
            "insert into spread.edges select * from spread.found as found where not exists"
            f" (select 1 from spread.edges as kept where {SAME_TIE})"
        )
        self.connection.execute(
            "update spread.edges as kept set last_seen = localtimestamp where exists"
            f" (select 1 from spread.found as found where {SAME_TIE})"
        )

    def nodes(self) -> None:
        """Whom the new ties name, whoever is tied to them, and all ties between these."""
        self.table(
            "named",
            "select left_key as entity_key from spread.found"
            " union select right_key from spread.found",
        )
        self.table(
            "nodes",
            "select entity_key from spread.named"
            " union select left_key from spread.edges"
            " inner join spread.named on named.entity_key = edges.right_key"
            " union select right_key from spread.edges"
            " inner join spread.named on named.entity_key = edges.left_key",
        )
        self.table(
            "near",
            "select left_key, right_key from spread.edges"
            " where left_key in (select entity_key from spread.nodes)"
            " and right_key in (select entity_key from spread.nodes)",
        )

    def labels(self) -> None:
        """Each node's smallest neighbour, of its neighbours', and so on."""
        self.table("labels", "select entity_key, entity_key as label from spread.nodes")
        for _ in range(ROUNDS):
            self.table(
                "next_labels",
                """
                select entity_key, min(label) as label
                from (
                    select entity_key, label from spread.labels
                    union all
                    select near.left_key, labels.label from spread.near
                    inner join spread.labels on labels.entity_key = near.right_key
                    union all
                    select near.right_key, labels.label from spread.near
                    inner join spread.labels on labels.entity_key = near.left_key
                )
                group by entity_key
                """,
            )
            changed = self.connection.execute(
                "select count(*) from spread.labels inner join spread.next_labels "
                "using (entity_key) where labels.label <> next_labels.label"
            ).fetchone()
            self.connection.execute("drop table spread.labels")
            self.connection.execute("alter table spread.next_labels rename to labels")
            if changed == (0,):
                break

    def membership(self) -> None:
        """Who is whose, and how many they are."""
        self.table(
            "updates",
            "select entity_key, coalesce(label, entity_key) as resolved_id,"
            " localtimestamp as updated"
            " from spread.entities left join spread.labels using (entity_key)",
        )
        self.connection.execute(
            "insert into spread.membership select * from spread.updates where not exists"
            " (select 1 from spread.membership as kept where kept.entity_key = updates.entity_key)"
        )
        self.connection.execute(
            "update spread.membership as kept set resolved_id = updates.resolved_id,"
            " updated = updates.updated from spread.updates"
            " where kept.entity_key = updates.entity_key"
        )
        self.table("changed", "select distinct resolved_id from spread.updates")
        self.table(
            "counted",
            "select resolved_id, count(*) as size, localtimestamp as updated"
            " from spread.membership"
            " where resolved_id in (select resolved_id from spread.changed)"
            " group by resolved_id",
        )
        self.connection.execute(
            "delete from spread.clusters"
            " where resolved_id in (select resolved_id from spread.counted)"
        )
        self.connection.execute("insert into spread.clusters select * from spread.counted")


def resolve(connection: duckdb.DuckDBPyConnection) -> None:
    """A table ``spread.membership`` (entity_key, resolved_id), step by step."""
    spreading = Spreading(connection)
    for name in ("identifiers", "ties", "nodes", "labels", "membership"):
        with step(name):
            getattr(spreading, name)()


if __name__ == "__main__":
    with duckdb.connect(
        str(Path(sys.argv[1])),
        config={"memory_limit": MEMORY, "threads": 2, "block_allocator_memory": BLOCKS},
    ) as opened:
        resolve(opened)
