"""``cdp status``: what landed from where, how fresh it is, and what waits for a hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from pipelines.console import Console, verb
from pipelines.landing import ledger
from pipelines.landing.engine import connect
from pipelines.landing.report import shortened, wrapped
from pipelines.settings import Settings, settings


@click.command("status")
@verb
def command(console: Console) -> None:
    """Show freshness and the file ledger, one line per drop folder."""
    payload = status(settings(), datetime.now(UTC).replace(tzinfo=None))
    console.result(payload, _lines(payload))


def status(where: Settings, now: datetime) -> dict[str, Any]:
    """The ledger's sums per drop folder, and the files that were refused."""
    if not where.warehouse.exists():
        return {"warehouse": str(where.warehouse), "exists": False, "sources": []}
    con = connect(where.warehouse, read_only=True)
    try:
        known = con.execute(
            "select 1 from duckdb_tables() where schema_name = 'landing'"
        ).fetchone()
        if known is None:
            return {"warehouse": str(where.warehouse), "exists": False, "sources": []}
        sums = con.execute(
            """
            select
                source_name,
                count(*) filter (where status = 'landed') as files_landed,
                count(*) filter (where status = 'refused') as files_refused,
                count(*) filter (where status = 'ignored') as files_ignored,
                coalesce(sum(landed_count), 0) as rows_landed,
                coalesce(sum(quarantined_count), 0) as rows_quarantined,
                max(landed_at) filter (where status = 'landed') as last_landed_at
            from landing.files
            group by source_name
            order by source_name
            """
        )
        names = [column[0] for column in sums.description or []]
        sources = [dict(zip(names, row, strict=True)) for row in sums.fetchall()]
        refused = con.execute(
            "select source_name, file_path, reason, landed_at from landing.files"
            " where status = 'refused' order by source_name, file_path"
        ).fetchall()
        places = ledger.remote_folders(con)
        (cut_off,) = con.execute(
            "select count(*) from landing.loads where finished_at is null"
        ).fetchone() or (0,)
    finally:
        con.close()
    for source in sources:
        last = source["last_landed_at"]
        source["place"] = places.get(source["source_name"])
        source["rows_landed"] = int(source["rows_landed"])
        source["rows_quarantined"] = int(source["rows_quarantined"])
        source["age_hours"] = round((now - last) / timedelta(hours=1), 1) if last else None
    return {
        "warehouse": str(where.warehouse),
        "exists": True,
        "sources": sources,
        "refused": [
            {"source_name": name, "file_path": path, "reason": reason, "tried_at": tried_at}
            for name, path, reason, tried_at in refused
        ],
        "is_cut_off": bool(cut_off),
    }


def _lines(payload: dict[str, Any]) -> Iterator[str]:
    if not payload["sources"]:
        yield "Nothing has landed yet. Next: put exports into exports/<tool>/, then cdp land"
        return
    yield (
        f"{'source':<20}{'files':>7}{'refused':>9}{'rows':>13}{'quarantined':>13}"
        f"{'last landed':>16}"
    )
    for source in payload["sources"]:
        yield (
            f"{shortened(source['source_name'], 19):<20}{source['files_landed']:>7}"
            f"{source['files_refused']:>9}{source['rows_landed']:>13,}"
            f"{source['rows_quarantined']:>13,}{_age(source['age_hours']):>16}"
        )
    for source in payload["sources"]:
        if source["place"]:
            yield from wrapped(f"{source['source_name']}: {source['place']}")
    for file in payload["refused"]:
        yield from wrapped(f"refused: {file['source_name']}/{file['file_path']}: {file['reason']}")
    if payload["is_cut_off"]:
        yield "The last landing was cut off. Next: cdp land (it undoes that one first)"
    if any(source["rows_quarantined"] for source in payload["sources"]):
        yield "Rows are in quarantine. Next: cdp quarantine list"


def _age(hours: float | None) -> str:
    if hours is None:
        return "never"
    if hours < 1:
        return "under 1 h ago"
    return f"{hours:.0f} h ago" if hours < 72 else f"{hours / 24:.0f} days ago"
