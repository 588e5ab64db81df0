"""``cdp status``: what landed from where, how fresh it is, and what waits for a hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import click
from duckdb import DuckDBPyConnection

from pipelines.console import Console, verb
from pipelines.landing import feeds, ledger, superseded
from pipelines.landing.engine import connect
from pipelines.landing.report import shortened, wrapped
from pipelines.settings import Settings, settings

#: Sums of the ledger, as SQL over ``landing.files``.
_SUMS = """
    count(*) filter (where status = 'landed') as files_landed,
    count(*) filter (where status = 'refused' and not is_mended) as files_refused,
    count(*) filter (where status = 'ignored') as files_ignored,
    cast(coalesce(sum(row_count), 0) as bigint) as rows_in,
    cast(coalesce(sum(landed_count), 0) as bigint) as rows_landed,
    cast(coalesce(sum(quarantined_count), 0) as bigint) as rows_quarantined,
    cast(coalesce(sum(held_count) filter (where superseded_by is null), 0) as bigint)
        as rows_held,
    cast(coalesce(sum(quarantined_count) filter (where superseded_by is null), 0) as bigint)
        as rows_waiting,
    max(landed_at) filter (where status = 'landed') as last_landed_at
"""
#: A refused file is mended when a file of its path has landed since.
_FILES = """
    (
        select *, exists (
            select 1 from landing.files as later
            where later.source_name = files.source_name and later.file_path = files.file_path
                and later.status = 'landed' and later.load_id > files.load_id
        ) as is_mended
        from landing.files as files
    )
"""


@click.command("status")
@click.argument("source_name", required=False)
@click.option("--files", "with_files", is_flag=True, help="Each file of the ledger, too.")
@verb
def command(source_name: str | None, with_files: bool, console: Console) -> None:
    """Show freshness and the file ledger, by drop folder and table.

    Of all drop folders, or of SOURCE_NAME. Rows in = landed + quarantined; rows held wait
    in quarantine for the rest of their file. A feed that came daily and missed days is
    named.
    """
    now = datetime.now(UTC).replace(tzinfo=None)
    payload = status(settings(), now, source_name, with_files)
    console.result(payload, _lines(payload, source_name))


def status(
    where: Settings, now: datetime, source_name: str | None = None, with_files: bool = False
) -> dict[str, Any]:
    """The ledger's sums per drop folder and table, refused files and missed days.

    now: naive UTC.
    """
    nothing: dict[str, Any] = {"warehouse": str(where.warehouse), "exists": False, "sources": []}
    if not where.warehouse.exists():
        return nothing
    con = connect(where.warehouse, read_only=True)
    try:
        if not ledger.is_there(con):
            return nothing
        condition, bound = "true", {}
        if source_name:
            condition, bound = "source_name = $source_name", {"source_name": source_name}
        sources = _dicts(con, _sums("source_name", condition), bound)
        tables = _dicts(con, _sums("source_name, table_name", condition), bound)
        # Files that were not read belong to no table either, but have no rows to tell of.
        tables = [each for each in tables if each["table_name"] or each["files_landed"]]
        refused = _dicts(
            con,
            "select source_name, file_path, reason, landed_at as tried_at"
            f" from {_FILES} where status = 'refused' and not is_mended and {condition}"
            " order by source_name, file_path",
            bound,
        )
        came = con.execute(
            "select distinct source_name, table_name, file_path from landing.files"
            f" where status in ('landed', 'refused') and table_name <> '' and {condition}",
            bound,
        ).fetchall()
        last_load = _dicts(
            con,
            "select load_id, kind, read_by, pipeline_version, started_at, finished_at"
            " from landing.loads where finished_at is not null order by load_id desc limit 1",
        )
        places = ledger.remote_folders(con)
        (cut_off,) = con.execute(
            "select count(*) from landing.loads where finished_at is null"
        ).fetchone() or (0,)
        files = _files(con, condition, bound) if with_files else None
    finally:
        con.close()
    for each in (*sources, *tables):
        last = each["last_landed_at"]
        each["age_hours"] = round((now - last) / timedelta(hours=1), 1) if last else None
    for source in sources:
        source["place"] = places.get(source["source_name"])
        source["tables"] = [
            {key: value for key, value in table.items() if key != "source_name"}
            for table in tables
            if table["source_name"] == source["source_name"]
        ]
    return {
        "warehouse": str(where.warehouse),
        "exists": True,
        "sources": sources,
        "refused": refused,
        "missing": [
            {
                "source_name": gap.source_name,
                "table_name": gap.table_name,
                "feed": gap.feed,
                "last_day": gap.last_day,
                "days": list(gap.days),
            }
            for gap in feeds.gaps(came, now.date())
        ],
        "last_load": last_load[0] if last_load else None,
        "is_cut_off": bool(cut_off),
        **({} if files is None else {"files": files}),
    }


def _sums(group: str, condition: str) -> str:
    return (
        f"select {group}, {_SUMS} from {_FILES} where {condition} group by {group} order by {group}"
    )


def _files(con: DuckDBPyConnection, condition: str, bound: dict[str, str]) -> list[dict[str, Any]]:
    """Each file as it stands, and how many of its rows newer statements have overtaken."""
    files = _dicts(
        con,
        "select source_name, tool, table_name, file_path, file_sha256, byte_count, status, reason,"
        " row_count, landed_count, quarantined_count, held_count, schema_fingerprint,"
        " superseded_by, files.load_id, landed_at, read_by, pipeline_version"
        " from landing.files as files left join landing.loads as loads using (load_id)"
        f" where {condition} order by files.load_id, source_name, file_path",
        bound,
    )
    overtaken = superseded.counts(con)
    for file in files:
        key = (file["tool"], file["table_name"])
        file["superseded_count"] = (
            overtaken[key].get(file["file_sha256"], 0)
            if key in overtaken and file["status"] == "landed"
            else None
        )
    return files


def _dicts(
    con: DuckDBPyConnection, query: str, bound: dict[str, str] | None = None
) -> list[dict[str, Any]]:
    found = con.execute(query, bound or {})
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _lines(payload: dict[str, Any], source_name: str | None) -> Iterator[str]:
    if source_name and payload["exists"] and not payload["sources"]:
        yield f"Nothing of {source_name} has landed. Next: cdp status tells what has"
        return
    if not payload["sources"]:
        yield "Nothing has landed yet. Next: put exports into exports/<tool>/, then cdp land"
        return
    yield (
        f"{'source':<21}{'files':>6}{'refused':>8}{'rows in':>10}{'landed':>10}"
        f"{'quarantined':>12}{'held':>5}{'age':>8}"
    )
    for source in payload["sources"]:
        yield _line(shortened(source["source_name"], 20), source)
        for table in source["tables"]:
            yield _line("  " + shortened(table["table_name"] or "(no table)", 18), table)
    for place, names in _places(payload["sources"]).items():
        yield from wrapped(f"{', '.join(names)}: {place}")
    for file in payload["refused"]:
        yield from wrapped(f"refused: {file['source_name']}/{file['file_path']}: {file['reason']}")
    for gap in payload["missing"]:
        yield from wrapped(_gap(gap))
    for file in payload.get("files", []):
        yield from wrapped(_file(file))
    if payload["is_cut_off"]:
        yield "The last landing was cut off. Next: cdp land (it undoes that one first)"
    if any(source["rows_waiting"] for source in payload["sources"]):
        yield "Rows are in quarantine. Next: cdp quarantine list"


def _places(sources: list[dict[str, Any]]) -> dict[str, list[str]]:
    """URL -> drop folders read from there; those of one root are told in one line."""
    found: dict[str, list[str]] = {}
    for source in sources:
        name, place = source["source_name"], source["place"]
        if place:
            root = place.removesuffix(f"/{name}")
            found.setdefault(place if root == place else f"{root}/...", []).append(name)
    return found


def _line(name: str, sums: dict[str, Any]) -> str:
    return (
        f"{name:<21}{sums['files_landed']:>6}{sums['files_refused']:>8}{sums['rows_in']:>10,}"
        f"{sums['rows_landed']:>10,}{sums['rows_quarantined']:>12,}{sums['rows_held']:>5}"
        f"{_age(sums['age_hours']):>8}"
    )


def _gap(gap: dict[str, Any]) -> str:
    """Single days that are missing, then since when nothing came at all."""
    days: list[date] = gap["days"]
    before = [day for day in days if day < gap["last_day"]]
    told = [f"{day:%Y-%m-%d}" for day in before[:3]]
    told += [f"{len(before) - 3} more days"] if len(before) > 3 else []
    told += [f"every day since {gap['last_day']:%Y-%m-%d}"] if days[-1] > gap["last_day"] else []
    return f"missing: {gap['source_name']}/{gap['feed']}, which came daily: {', '.join(told)}"


def _file(file: dict[str, Any]) -> str:
    place = f"{file['source_name']}/{file['file_path']} ({file['file_sha256'][:8]})"
    if file["status"] != "landed":
        return f"{place}: {file['status']}, {file['byte_count']:,} bytes"
    told = (
        f"{file['row_count']:,} rows in, {file['landed_count']:,} landed,"
        f" {file['quarantined_count']:,} quarantined"
    )
    if file["superseded_count"]:
        told += f", {file['superseded_count']:,} superseded"
    if file["superseded_by"]:
        told += f", all in {file['superseded_by'][:8]} too"
    read = (
        f"schema {(file['schema_fingerprint'] or '')[:8]}, {file['landed_at']:%Y-%m-%d %H:%M} UTC"
    )
    return (
        f"{place}: {file['byte_count']:,} bytes, {told}, {read} by {file['read_by'] or 'unknown'}"
    )


def _age(hours: float | None) -> str:
    if hours is None:
        return "never"
    if hours < 1:
        return "< 1 h"
    return f"{hours:.0f} h" if hours < 72 else f"{hours / 24:.0f} days"
