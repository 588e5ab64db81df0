"""What the project as it stands would change: built on a copy, compared with the last build.

The live file is only read. The copy lies beside it, readable by its owner, and is removed
when the comparison is done; it holds personal data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

from pipelines.building import build
from pipelines.console import Console, VerbError
from pipelines.identity import journal, register, train
from pipelines.identity.workshop import copy_tables, own_target, workshop
from pipelines.live import literal, open_live, quote
from pipelines.settings import Settings

#: Rooms that identity and what follows from it read or write; raw and staging are not copied.
ROOMS = ("policy", "conformed", "identity", "profiles", "marts", "segments", "activation")
IDENTITY = ("path:models/identity",)
#: What leads from identity to segments and to what destinations should hold.
TO_AUDIENCES = (
    *IDENTITY,
    *(
        f"path:models/{room},+path:models/{end}"
        for room in ("profiles", "marts")
        for end in ("segments", "activation")
    ),
    "path:models/segments",
    "path:models/activation",
)
#: How many records only the one of two files knows, and customers all of whose are such.
ONLY_IN = """
select
    count(*) filter (where other.customer_id is null),
    count(distinct one.customer_id)
    - count(distinct one.customer_id) filter (where other.customer_id is not null)
from {0}.identity.int_customer_ids as one
left join {1}.identity.int_customer_ids as other
    on one.source_name = other.source_name
    and one.source_record_id = other.source_record_id
"""
#: Kind of audience -> its room, and how the names of its tables begin.
AUDIENCES = {"segment": ("segments", "seg_"), "sync": ("activation", "sync_")}


@dataclass
class Change:
    """Customers whose records hang together otherwise than before.

    kind: merged (several become one), split (one becomes several), moved (records
    change between several). net_sales: currency -> what valid orders of them all are worth.
    """

    kind: str
    before: list[str]
    after: list[str]
    records: int
    net_sales: dict[str, float]


@dataclass
class Audience:
    """Whom a segment or sync holds before and after, compared as persons, whatever their ids."""

    kind: str
    name: str
    before: int
    after: int
    enter: int
    leave: int


@dataclass
class Difference:
    """The outcome. None where something was not compared.

    Of who was erased only how many they are is told, and what their orders are worth,
    which stay without a person; back are records that were erased and no longer are.
    """

    records: int
    customers_before: int
    customers_after: int
    moved_records: int
    new_ids: int
    erased_records: int
    erased_customers: int
    back_records: int
    changes: list[Change]
    moved_sales: dict[str, float] | None
    erased_sales: dict[str, float] | None
    audiences: list[Audience] | None
    not_compared: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (
            self.changes
            or self.new_ids
            or self.erased_records
            or self.back_records
            or any(a.enter or a.leave for a in self.audiences or [])
        )

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "is_empty": self.is_empty}


def difference(settings: Settings, with_segments: bool, console: Console) -> Difference:
    """Builds the working tree's identity (segments and syncs too) on a copy and compares.

    Raises VerbError when a decision, erasure or model cannot be read, the live file was
    never built, there is no room for the copy, or the build on the copy fails.
    """
    journal.read(journal.seed_file(settings.root))
    register.known(register.seed_file(settings.root))
    train.read(settings.root / train.SEED)
    with workshop(settings, "diff") as copy:
        has_segments = _copy(settings, copy, console) and with_segments
        select = TO_AUDIENCES if has_segments else IDENTITY
        with own_target(copy.parent / "target"):
            build(
                replace(settings, warehouse=copy),
                ["--select", *select, "path:seeds", "--resource-type", "model",
                 "--resource-type", "seed", "--no-write-json"],
                console,
            )  # fmt: skip
        with open_live(settings.warehouse, "cdp identity diff") as connection:
            connection.execute(f"attach {literal(str(copy))} as trial (read_only)")
            found = _compare(connection, has_segments)
    if not with_segments:
        found.not_compared.append("segments: --no-segments was given")
    elif not has_segments:
        found.not_compared.append("segments: the live file has none yet; dbt build makes them")
    return found


def _copy(settings: Settings, copy: Path, console: Console) -> bool:
    """Copies the rooms that matter; True when the live file holds segments."""
    with open_live(settings.warehouse, "cdp identity diff") as connection:
        tables = connection.execute(
            "select schema_name, table_name, comment from duckdb_tables()"
            " where database_name = 'live' and list_contains(?, schema_name) order by all",
            [list(ROOMS)],
        ).fetchall()
        if ("identity", "int_customer_ids") not in [(row[0], row[1]) for row in tables]:
            raise VerbError(
                f"{settings.warehouse} holds no identity room to compare with.\nNext: dbt build"
            )
        copy_tables(connection, settings.warehouse, copy, tables, console)
    return any(schema == "segments" for schema, *_ in tables)


def _compare(connection: duckdb.DuckDBPyConnection, has_segments: bool) -> Difference:
    connection.execute(
        """
        create temp table pairs as
        select old.customer_id as old_id, new.customer_id as new_id, count(*) as records
        from live.identity.int_customer_ids as old
        inner join trial.identity.int_customer_ids as new
            on old.source_name = new.source_name
            and old.source_record_id = new.source_record_id
        group by old.customer_id, new.customer_id;
        create temp table changed as
        select old_id, new_id, records
        from (
            select *,
                count(*) over (partition by old_id) as new_ids,
                count(*) over (partition by new_id) as old_ids
            from pairs
        ) as counted
        where new_ids > 1 or old_ids > 1
        """
    )
    erased, gone = _one(connection, ONLY_IN.format("live", "trial"))
    back, _ = _one(connection, ONLY_IN.format("trial", "live"))
    records, before, after, renamed, moved = _one(
        connection,
        "select coalesce(sum(records), 0),"
        " (select count(distinct customer_id) from live.identity.int_customer_ids),"
        " (select count(distinct customer_id) from trial.identity.int_customer_ids),"
        " (select count(*) from pairs where old_id <> new_id"
        "  and old_id not in (select old_id from changed)),"
        " (select coalesce(sum(records), 0) from changed where old_id <> new_id)"
        " from pairs",
    )
    found = Difference(
        records=records,
        customers_before=before,
        customers_after=after,
        moved_records=moved,
        new_ids=renamed,
        erased_records=erased,
        erased_customers=gone,
        back_records=back,
        changes=[],
        moved_sales=None,
        erased_sales=None,
        audiences=_audiences(connection) if has_segments else None,
    )
    sales = _sales(connection, found)
    found.changes = _changes(connection, sales)
    return found


def _sales(connection: duckdb.DuckDBPyConnection, found: Difference) -> dict[str, dict[str, float]]:
    """Net sales by customer before and currency; also sums what changes hands."""
    if not _has(connection, "live", "marts", "orders"):
        found.not_compared.append("net sales: the live file holds no mart orders; dbt build")
        return {}
    connection.execute(
        """
        create temp table sales as
        select
            old.customer_id as old_id, new.customer_id as new_id, orders.currency,
            cast(sum(orders.net_sales_amount) as double) as amount
        from live.marts.orders as orders
        inner join live.identity.int_fact_customers as old
            on old.fact_type = 'order' and orders.source_name = old.source_name
            and orders.source_order_id = old.fact_id
        left join trial.identity.int_fact_customers as new
            on new.fact_type = 'order' and orders.source_name = new.source_name
            and orders.source_order_id = new.fact_id
        where orders.is_valid
        group by all
        """
    )
    found.moved_sales = dict(
        connection.execute(
            "select currency, sum(amount) from sales where old_id <> new_id"
            " and old_id in (select old_id from changed) group by currency order by currency"
        ).fetchall()
    )
    found.erased_sales = dict(
        connection.execute(
            "select currency, sum(amount) from sales where new_id is null"
            " group by currency order by currency"
        ).fetchall()
    )
    rows = connection.execute(
        "select old_id, currency, sum(amount) from sales"
        " where old_id in (select old_id from changed) group by all"
    ).fetchall()
    worth: dict[str, dict[str, float]] = {}
    for customer, currency, amount in rows:
        worth.setdefault(customer, {})[currency] = amount
    return worth


def _changes(
    connection: duckdb.DuckDBPyConnection, sales: dict[str, dict[str, float]]
) -> list[Change]:
    """Customers before and after who share records, taken together; the most worth first."""
    rows = connection.execute("select old_id, new_id, records from changed order by all").fetchall()
    parent: dict[tuple[str, str], tuple[str, str]] = {}

    def root(node: tuple[str, str]) -> tuple[str, str]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for old, new, _ in rows:
        low, high = sorted((root(("before", old)), root(("after", new))))
        parent[high] = low
    together: dict[tuple[str, str], list[tuple[str, str, int]]] = {}
    for row in rows:
        together.setdefault(root(("before", row[0])), []).append(row)
    changes = []
    for members in together.values():
        before, after = sorted({m[0] for m in members}), sorted({m[1] for m in members})
        kind = "merged" if len(after) == 1 else "split" if len(before) == 1 else "moved"
        worth: dict[str, float] = {}
        for customer in before:
            for currency, amount in sales.get(customer, {}).items():
                worth[currency] = round(worth.get(currency, 0) + amount, 2)
        changes.append(Change(kind, before, after, sum(m[2] for m in members), worth))
    return sorted(changes, key=lambda c: (-sum(c.net_sales.values()), -c.records, c.before))


def _audiences(connection: duckdb.DuckDBPyConnection) -> list[Audience]:
    return [
        _audience(connection, kind, room, table, table.removeprefix(begin))
        for kind, (room, begin) in AUDIENCES.items()
        for (table,) in connection.execute(
            "select table_name from duckdb_tables() where database_name = 'trial'"
            " and schema_name = ? and starts_with(table_name, ?) order by 1",
            [room, begin],
        ).fetchall()
        if _has(connection, "live", room, table)
    ]


def _audience(
    connection: duckdb.DuckDBPyConnection, kind: str, room: str, table: str, name: str
) -> Audience:
    place = f"{room}.{quote(table)}"
    # Who was one stays when any of the persons they became is held.
    before, after, enter, leave = _one(
        connection,
        f"""
        with
        old as (select distinct customer_id from live.{place}),
        new as (select distinct customer_id from trial.{place}),
        stays as (
            select pairs.old_id, pairs.new_id
            from pairs
            inner join old on pairs.old_id = old.customer_id
            inner join new on pairs.new_id = new.customer_id
        )
        select
            (select count(*) from old), (select count(*) from new),
            (select count(*) from new where customer_id not in (select new_id from stays)),
            (select count(*) from old where customer_id not in (select old_id from stays))
        """,
    )
    return Audience(kind, name, before, after, enter, leave)


def _has(connection: duckdb.DuckDBPyConnection, database: str, schema: str, table: str) -> bool:
    return bool(
        _one(
            connection,
            "select count(*) from duckdb_tables()"
            " where database_name = ? and schema_name = ? and table_name = ?",
            [database, schema, table],
        )[0]
    )


def _one(
    connection: duckdb.DuckDBPyConnection, sql: str, values: list[str] | None = None
) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = connection.execute(sql, values or []).fetchone()
    assert row is not None, "an aggregate always returns a row"
    return row


def told(found: Difference, limit: int) -> Sequence[str]:
    """The outcome for people, in lines of 80 columns."""
    lines = [
        f"records compared {found.records:>12,}   (of the last build; nothing new was landed)",
        f"customers        {found.customers_before:>12,} -> {found.customers_after:,}",
        f"records that change hands {found.moved_records:>3,}",
    ]
    if found.new_ids:
        lines.append(f"customers who only get another id {found.new_ids:,}")
    if found.moved_sales is not None:
        lines.append(f"net sales that change hands  {_money(found.moved_sales)}")
    for kind in ("merged", "split", "moved"):
        count = sum(change.kind == kind for change in found.changes)
        lines.append(f"{kind:7} {count:,}")
        for change in [x for x in found.changes if x.kind == kind][:limit]:
            lines += _change_lines(change)
        if count > limit:
            lines.append(f"  ... and {count - limit:,} more; --limit or --json shows them")
    if found.erased_records:
        worth = f", {_money(found.erased_sales)}" if found.erased_sales else ""
        lines.append(f"erased  {found.erased_customers:,}")
        lines.append(f"  {found.erased_records:,} records{worth}"[:80])
    if found.back_records:
        lines.append(f"no longer erased {found.back_records:,} records")
    if found.audiences:
        lines.append(f"{'audiences':47} {'before':>8} {'after':>7} {'enter':>7} {'leave':>7}")
    for each in found.audiences or []:
        lines.append(
            f"  {each.kind:7} {each.name[:37]:37} {each.before:>8,} {each.after:>7,}"
            f" {each.enter:>7,} {each.leave:>7,}"
        )
    lines += [f"not compared: {text}"[:80] for text in found.not_compared]
    lines.append("Nothing changes." if found.is_empty else "Next: dbt build applies it.")
    return lines


def _change_lines(change: Change) -> list[str]:
    def some(ids: list[str]) -> str:
        return " ".join(ids[:3]) + (f" and {len(ids) - 3} more" if len(ids) > 3 else "")

    worth = f", {_money(change.net_sales)}" if change.net_sales else ""
    return [
        f"  {some(change.before)}",
        f"    -> {some(change.after)}",
        f"    {change.records} records{worth}"[:80],
    ]


def _money(amounts: dict[str, float]) -> str:
    return ", ".join(f"{amount:,.2f} {currency}" for currency, amount in amounts.items()) or "none"
