"""The border where exports come in: the ledger adds up, and every raw row knows its origin."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from pipelines.checks.suite import (
    FILE_SHA256,
    LOAD_ID,
    Suite,
    equal,
    filled,
    one_of,
    shaped,
    unique,
)
from pipelines.console import VerbError
from pipelines.live import literal, quote

#: Schemas that start like a tool's but hold what we wrote ourselves.
NOT_TOOLS = ("raw_syncing",)
LINEAGE = ("_file_sha256", "_row_number", "_load_id")


def declared_keys() -> dict[str, tuple[str, ...]]:
    """Raw table -> columns that every row must fill, as the source modules declare them."""
    from pipelines.sources import TEMPLATE, TOOLS

    return {
        f"{source.dataset}.{table.name}": tuple(c.name for c in table.columns if c.filled)
        for source in (*TOOLS.values(), TEMPLATE)
        for table in source.tables
    }


def suites(
    connection: duckdb.DuckDBPyConnection, keys: Mapping[str, tuple[str, ...]]
) -> list[Suite]:
    """One suite per raw table with rows, and one on the ledger."""
    filled_tables = [place for place in _raw_tables(connection) if _has_rows(connection, place)]
    tables = [_table_suite(place, keys.get(place, ())) for place in filled_tables]
    if not _exists(connection, "landing", "files"):
        raise VerbError(
            "There is no ledger (landing.files), so nobody can say what came in.\n"
            "Next: cdp land && cdp check"
        )
    return [_ledger_suite(filled_tables), *tables]


def _table_suite(place: str, keys: tuple[str, ...]) -> Suite:
    # The same template file may lie in two drop folders: then it is two sources' statement.
    row_identity = [*_source_name(place), "_file_sha256", "_row_number"]
    columns = list(dict.fromkeys([*keys, *row_identity, *LINEAGE]))
    return Suite(
        name=f"raw.{place.removeprefix('raw_')}",
        table=place,
        sql=f"select {', '.join(map(quote, columns))} from {_live(place)}",
        expects=(
            *map(filled, columns),
            unique(*row_identity),
            shaped("_file_sha256", FILE_SHA256),
            shaped("_load_id", LOAD_ID),
        ),
        next_step="cdp status, then cdp quarantine list; land the file again",
    )


def _ledger_suite(tables: list[str]) -> Suite:
    """Rows in = rows landed + rows quarantined; and the tables hold what the ledger says.

    A mapped file's records become rows of several tables, or fewer (one product per many
    lines), so for these only the ledger's own sum is checked, and that the file is known.
    """
    found = " union all ".join(_found(place) for place in tables)
    return Suite(
        name="raw.landing.files",
        table="landing.files",
        sql=f"""
            with found as (
                select null as place, null as source_name, null as file_sha256,
                    0 as found_count
                where false
                union all {found or "select null, null, null, 0 where false"}
            ),
            held as (
                select source_name, file_sha256, table_name,
                    count(distinct row_number) as held_count
                from live.landing.quarantine group by all
            )
            select files.source_name, files.file_sha256, files.table_name, files.status,
                files.load_id, files.row_count, files.landed_count, files.quarantined_count,
                files.landed_count + files.quarantined_count as accounted_count,
                case when files.status = 'landed' then coalesce(held.held_count, 0) end
                    as held_count,
                case
                    when files.status <> 'landed' or files.contract_sha256 is not null
                        then files.landed_count
                    else coalesce(found.found_count, 0)
                end as found_count,
                true as is_in_ledger
            from live.landing.files as files
            left join held using (source_name, file_sha256, table_name)
            left join found
                on found.place = 'raw_' || files.tool || '.' || files.table_name
                and found.file_sha256 = files.file_sha256
                and coalesce(found.source_name, files.source_name) = files.source_name
            union all by name
            select found.source_name, found.file_sha256, found.place as table_name,
                'landed' as status, false as is_in_ledger
            from found
            where found.file_sha256 not in (
                select file_sha256 from live.landing.files where status = 'landed'
            )
        """,
        expects=(
            one_of("is_in_ledger", [True]),
            unique("source_name", "file_sha256", "table_name"),
            equal("row_count", "accounted_count"),
            equal("landed_count", "found_count"),
            equal("quarantined_count", "held_count"),
            shaped("file_sha256", FILE_SHA256),
            shaped("load_id", LOAD_ID),
            one_of("status", ["landed", "refused", "ignored"]),
        ),
        next_step="cdp status names the file; land it again with cdp land",
    )


def _found(place: str) -> str:
    """How many rows of each file a raw table holds."""
    source_name = "source_name" if _source_name(place) else "null"
    return (
        f"select {literal(place)}, {source_name}, _file_sha256, count(*) "
        f"from {_live(place)} group by all"
    )


def _source_name(place: str) -> list[str]:
    """Template tables hold several sources and say which; a tool's hold one."""
    return ["source_name"] if place.startswith("raw_template.") else []


def _raw_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Tables with our lineage columns in schemas ``raw_<tool>``; dlt's own have none."""
    rows = connection.execute(
        "select schema_name || '.' || table_name from duckdb_columns() "
        "where database_name = 'live' and starts_with(schema_name, 'raw_') "
        "and not list_contains($not_tools, schema_name) and list_contains($lineage, column_name) "
        "group by all having count(*) = len($lineage) order by all",
        {"not_tools": list(NOT_TOOLS), "lineage": list(LINEAGE)},
    ).fetchall()
    return [str(row[0]) for row in rows]


def _has_rows(connection: duckdb.DuckDBPyConnection, place: str) -> bool:
    return connection.execute(f"select 1 from {_live(place)} limit 1").fetchone() is not None


def _exists(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> bool:
    return (
        connection.execute(
            "select 1 from duckdb_tables() where database_name = 'live' "
            "and schema_name = ? and table_name = ?",
            [schema, table],
        ).fetchone()
        is not None
    )


def _live(place: str) -> str:
    schema, table = place.split(".", 1)
    return f"live.{quote(schema)}.{quote(table)}"
