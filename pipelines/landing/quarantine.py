"""``cdp quarantine``: the rows that did not land, where they stand and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from pipelines.console import Console, fail, verb
from pipelines.landing.engine import connect
from pipelines.landing.kinds import literal
from pipelines.landing.report import wrapped
from pipelines.settings import Settings, settings

_COLUMNS = (
    "id",
    "source_name",
    "file_path",
    "table_name",
    "row_number",
    "line_number",
    "column_name",
    "reason",
    "raw_text",
    "quarantined_at",
)


@click.group("quarantine")
def command() -> None:
    """List and show rejected rows."""


@command.command("list")
@click.argument("source_name", required=False)
@click.option("--limit", default=20, show_default=True, help="Rows to print; 0 prints all.")
@verb
def list_rows(source_name: str | None, limit: int, console: Console) -> None:
    """Rejected rows, newest first, by drop folder SOURCE_NAME if one is given.

    Only their place and reason; what is in them, `cdp quarantine show` tells.
    """
    where = f"source_name = {literal(source_name)}" if source_name else "true"
    rows, total = _rows(settings(), where, limit)
    for row in rows:
        del row["raw_text"]
    console.result({"total": total, "rows": rows}, _list_lines(rows, total))


@command.command("show")
@click.argument("row_id", metavar="ID")
@verb
def show_row(row_id: str, console: Console) -> None:
    """A rejected row in full, by the ID that `list` prints (file hash:row)."""
    sha256, _, number = row_id.partition(":")
    if not sha256.isalnum() or not number.isdigit():
        fail(f"{row_id} is no id of a row. Next: take one from cdp quarantine list.")
    rows, _ = _rows(
        settings(), f"starts_with(file_sha256, '{sha256}') and row_number = {number}", 0
    )
    if not rows:
        fail(f"No row {row_id} is in quarantine. Next: take an id from cdp quarantine list.")
    console.result({"rows": rows}, _show_lines(rows))


def _rows(where: Settings, condition: str, limit: int) -> tuple[list[dict[str, Any]], int]:
    if not where.warehouse.exists():
        return [], 0
    con = connect(where.warehouse, read_only=True)
    try:
        known = con.execute(
            "select 1 from duckdb_tables() where schema_name = 'landing'"
        ).fetchone()
        if known is None:
            return [], 0
        (total,) = con.execute(
            f"select count(*) from landing.quarantine where {condition}"
        ).fetchone() or (0,)
        found = con.execute(
            f"""
            select left(file_sha256, 8) || ':' || row_number as id, {", ".join(_COLUMNS[1:])}
            from landing.quarantine
            where {condition}
            order by load_id desc, source_name, file_path, row_number
            {f"limit {int(limit)}" if limit else ""}
            """
        ).fetchall()
    finally:
        con.close()
    return [dict(zip(_COLUMNS, row, strict=True)) for row in found], int(total)


def _place(row: dict[str, Any]) -> str:
    line = f"line {row['line_number']}" if row["line_number"] else f"row {row['row_number']}"
    column = f", column {row['column_name']}" if row["column_name"] else ""
    return f"{row['source_name']}/{row['file_path']}, {line}{column}"


def _list_lines(rows: list[dict[str, Any]], total: int) -> Iterator[str]:
    if not total:
        yield "The quarantine is empty."
        return
    for row in rows:
        yield from wrapped(f"{row['id']}  {_place(row)}: {row['reason']}")
    if total > len(rows):
        yield f"{total - len(rows):,} more. Next: cdp quarantine list --limit 0"
    yield "Next: cdp quarantine show ID"


def _show_lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield from wrapped(_place(row))
        yield from wrapped(f"feeds: {row['table_name']}")
        yield from wrapped(f"reason: {row['reason']}")
        yield f"since: {row['quarantined_at']:%Y-%m-%d %H:%M} UTC"
        yield "raw text:"
        yield row["raw_text"]
