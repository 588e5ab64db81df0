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
        return tables
    return [_ledger_suite(filled_tables), *tables]


def _table_suite(place: str, keys: tuple[str, ...]) -> Suite:
    columns = [*keys, *LINEAGE]
    return Suite(
        name=f"raw.{place.removeprefix('raw_')}",
        table=place,
        sql=f"select {', '.join(map(quote, columns))} from {_live(place)}",
        expects=(
            *map(filled, columns),
            unique("_file_sha256", "_row_number"),
            shaped("_file_sha256", FILE_SHA256),
            shaped("_load_id", LOAD_ID),
        ),
        next_step="cdp status, then cdp quarantine list; land the file again",
    )


def _ledger_suite(tables: list[str]) -> Suite:
    """Rows in = rows landed + rows quarantined; and the tables hold what the ledger says.

    A mapped file's records may become rows of several tables, so for these the ledger's
    own sum is checked and that the file is known, not the number of rows per table.
    """
    counted = " union all ".join(
        f"select _file_sha256, {literal(place)} as place, count(*) as found_count "
        f"from {_live(place)} group by _file_sha256"
        for place in tables
    )
    found = counted or "select null as _file_sha256, null as place, 0 as found_count where false"
    return Suite(
        name="raw.landing.files",
        table="landing.files",
        sql=f"""
            with found as ({found}),
            held as (
                select file_sha256, source_name, count(distinct row_number) as held_count
                from live.landing.quarantine group by all
            )
            select files.file_sha256, files.source_name, files.status, files.load_id,
                files.row_count,
                files.landed_count + files.quarantined_count as accounted_count,
                files.quarantined_count, coalesce(held.held_count, 0) as held_count,
                true as is_in_ledger
            from live.landing.files as files
            left join held using (file_sha256, source_name)
            union all by name
            select found._file_sha256 as file_sha256, found.place as source_name,
                'landed' as status, false as is_in_ledger
            from found
            where found._file_sha256 not in (select file_sha256 from live.landing.files)
        """,
        expects=(
            one_of("is_in_ledger", [True]),
            unique("source_name", "file_sha256"),
            equal("row_count", "accounted_count"),
            equal("quarantined_count", "held_count"),
            shaped("file_sha256", FILE_SHA256),
            shaped("load_id", LOAD_ID),
            one_of("status", ["landed", "refused", "ignored"]),
        ),
        next_step="cdp status names the file; land it again with cdp land",
    )


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
