"""``cdp segment``: look at a segment before you send it. Prints no personal data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.console import Console, fail, verb

if TYPE_CHECKING:
    import duckdb


@click.group(name="segment")
def command() -> None:
    """Look at a segment before you send it."""


@command.command(name="preview")
@click.argument("name")
@click.option(
    "--limit", type=click.IntRange(0, 100), default=5, show_default=True, help="People to show."
)
@verb
def preview(console: Console, name: str, limit: int) -> None:
    """Say how many people match segment NAME, who came and left.

    NAME is the segment's name, with or without the seg_ of its model.
    """
    from pipelines.settings import settings

    warehouse = settings().warehouse
    segment = name.removeprefix("seg_")
    with _read_only(warehouse) as connection:
        known = _segments(connection)
        if segment not in known:
            fail(_unknown(segment, known, warehouse))
        found = _look(connection, segment, limit)
    console.result(found, _lines(found))


def _read_only(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """The live file, opened so that a build which holds it is told apart from a wrong path."""
    import duckdb

    if not warehouse.exists():
        fail(f"No warehouse at {warehouse}. Next: cdp land, then dbt build.")
    try:
        return duckdb.connect(str(warehouse), read_only=True)
    except duckdb.IOException as error:
        fail(
            f"{warehouse} cannot be read now: {str(error).splitlines()[0]} "
            "If a build or a landing run holds it, try again when it is done."
        )


def _segments(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "select table_name from information_schema.tables"
        " where table_schema = 'segments' and starts_with(table_name, 'seg_') order by 1"
    ).fetchall()
    return [str(table).removeprefix("seg_") for (table,) in rows]


def _unknown(segment: str, known: list[str], warehouse: Path) -> str:
    if not known:
        return f"{warehouse} has no segments yet. Next: dbt build --selector segments."
    return f"No segment named {segment!r}. There are: {', '.join(known)}."


def _look(connection: duckdb.DuckDBPyConnection, segment: str, limit: int) -> dict[str, Any]:
    # The table's name comes from the catalogue (see _segments), never from the caller.
    people, lowest, highest = _one(
        connection, f'select count(*), min(score), max(score) from segments."seg_{segment}"'
    )
    [customers] = _one(connection, "select count(*) from marts.customers")
    [stays, returned, left, latest] = _one(
        connection,
        "select count(*) filter (where is_current),"
        " count(*) - count(distinct customer_id),"
        " count(*) filter (where not is_current), max(entered_at)"
        " from segments.segment_memberships where segment_name = ?",
        [segment],
    )
    [entered] = _one(
        connection,
        "select count(*) from segments.segment_memberships"
        " where segment_name = ? and is_current and entered_at = ?",
        [segment, latest],
    )
    top = connection.execute(
        f'select customer_id, score, reason from segments."seg_{segment}"'
        " order by score desc nulls last, customer_id limit ?",
        [limit],
    ).fetchall()
    return {
        "segment": segment,
        "people": people,
        "customers": customers,
        "share": round(people / customers, 4) if customers else None,
        "score": {"lowest": lowest, "highest": highest},
        "stays": {"current": stays, "ended": left, "returned": returned},
        "latest_entry": {"at": latest, "people": entered},
        "sample": [dict(zip(("customer_id", "score", "reason"), row, strict=True)) for row in top],
    }


def _one(
    connection: duckdb.DuckDBPyConnection, query: str, values: list[Any] | None = None
) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = connection.execute(query, values or []).fetchone()
    assert row is not None, "an aggregate always returns a row"
    return row


def _lines(found: dict[str, Any]) -> list[str]:
    """At most 80 columns: reasons are cut, ids never."""
    lines = [f"{found['segment']}: {found['people']:,} of {found['customers']:,} customers"]
    if found["share"] is not None:
        lines[0] += f" ({found['share']:.1%})"
    if found["latest_entry"]["at"] is not None:
        entry = found["latest_entry"]
        lines.append(f"Last entry {entry['at']:%Y-%m-%d %H:%M} UTC: {entry['people']:,} people")
        stays = found["stays"]
        lines.append(f"Stays ended {stays['ended']:,}, people who came back {stays['returned']:,}")
    if found["sample"]:
        lines.append(f"{'customer_id':18} {'score':>14}  reason")
    for person in found["sample"]:
        score = "" if person["score"] is None else f"{person['score']:,.2f}"
        lines.append(f"{person['customer_id']:18} {score:>14}  {person['reason']}"[:80])
    lines += [f"Rule: models/segments/seg_{found['segment']}.sql", "Next: cdp sync --dry-run"]
    return lines
