"""``cdp quarantine``: the rows that did not land, where they stand, why, and once more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from pipelines.console import Console, fail, verb
from pipelines.landing import ledger, repairs
from pipelines.landing.engine import connect
from pipelines.landing.kinds import literal
from pipelines.landing.replay import place, replay
from pipelines.landing.report import counted, wrapped
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
    "is_held",
)


@click.group("quarantine")
def command() -> None:
    """List, show and replay rejected rows."""


@command.command("list")
@click.argument("source_name", required=False)
@click.option("--limit", default=20, show_default=True, help="Rows to print; 0 prints all.")
@verb
def list_rows(source_name: str | None, limit: int, console: Console) -> None:
    """Rejected rows, newest first.

    Of all drop folders, or of SOURCE_NAME. Only their place and reason; what is in them,
    `cdp quarantine show` tells. Rows that no table holds need no hand and are told last,
    by what they are.
    """
    rows, total = _rows(settings(), f"{_OURS} and {_of_source(source_name)}", limit)
    strays, stray_total = _strays(settings(), _of_source(source_name), limit)
    for row in rows:
        for name in ("raw_text", "delimiter", "column_names"):
            del row[name]
    payload = {"total": total, "rows": rows, "of_no_table": strays}
    console.result(payload, _list_lines(rows, total, strays, stray_total, source_name))


@command.command("show")
@click.argument("row_id", metavar="ID")
@verb
def show_row(row_id: str, console: Console) -> None:
    """A rejected row in full, by the ID that `list` prints."""
    sha256, _, number = row_id.partition(":")
    if not sha256.isalnum() or not number.isdigit():
        fail(f"{row_id} is no id of a row. Next: take one from cdp quarantine list.")
    rows, _ = _rows(
        settings(), f"starts_with(rows.file_sha256, '{sha256}') and row_number = {number}", 0
    )
    if not rows:
        fail(f"No row {row_id} is in quarantine. Next: take an id from cdp quarantine list.")
    console.result({"rows": rows}, _show_lines(rows))


@command.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("source_name", required=False)
@verb
def export(file: Path, source_name: str | None, console: Console) -> None:
    """Write rejected rows to the text file FILE, to be repaired there.

    All that a table could hold, or those of the drop folder SOURCE_NAME. The file holds
    personal data and is readable by you alone. Next: repair it, then
    `cdp quarantine replay --file FILE`.
    """
    rows, total = _rows(settings(), f"{_OURS} and {_of_source(source_name)}", 0)
    if not total:
        fail("There is nothing to repair: no row of a table is in quarantine.")
    for row in rows:
        row["place"] = _place(row)
        # Records of JSON bear their names themselves.
        names = json.loads(row["column_names"] or "[]") if row["delimiter"] else []
        row["columns"] = (row["delimiter"] or "").join(names)
    repairs.write(file, rows)
    console.result(
        {"file": str(file), "rows": total},
        [
            f"{counted(total, 'row')} written to {file}",
            f"Next: repair them there, then cdp quarantine replay --file {file}",
        ],
    )


@command.command("replay")
@click.argument("source_name", required=False)
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Rows as repaired in this file, which `export` wrote.",
)
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="How mapped files are read. Default: the mapping.yml of their drop folder.",
)
@verb
def replay_rows(
    source_name: str | None, file: Path | None, mapping: Path | None, console: Console
) -> None:
    """Try rejected rows once more; what is sound now lands.

    Without --file all rows, or those of the drop folder SOURCE_NAME, are tried as they are:
    for when the contract or a declared format has changed. What fails again stays, with
    its new reason; the ledger keeps what each row was, and who replayed it when.
    """
    report = replay(settings(), source_name, repairs.read(file) if file else None, mapping, console)
    console.result(report.payload(), report.lines())


def _of_source(source_name: str | None) -> str:
    return f"rows.source_name = {literal(source_name)}" if source_name else "true"


#: Rows of a file that a table reads; the others wait until one is declared.
_OURS = "rows.table_name <> ''"


def _strays(where: Settings, condition: str, limit: int) -> tuple[list[dict[str, Any]], int]:
    """Rows of no table by drop folder and reason, most first; and how many such groups."""
    found: list[tuple[Any, ...]] = []
    if where.warehouse.exists():
        con = connect(where.warehouse, read_only=True)
        try:
            if ledger.is_there(con):
                found = con.execute(
                    f"""
                    select
                        source_name, reason, count(*), count(distinct file_path),
                        min(file_path), min_by(left(file_sha256, 8) || ':1', file_path)
                    from landing.quarantine as rows
                    where superseded_by is null and table_name = '' and {condition}
                    group by all
                    order by 3 desc, 1, 2
                    """
                ).fetchall()
        finally:
            con.close()
    names = ("source_name", "reason", "rows", "files", "first_file", "first_id")
    groups = [dict(zip(names, each, strict=True)) for each in found]
    return (groups[:limit] if limit else groups), len(groups)


def _rows(where: Settings, condition: str, limit: int) -> tuple[list[dict[str, Any]], int]:
    if not where.warehouse.exists():
        return [], 0
    con = connect(where.warehouse, read_only=True)
    try:
        if not ledger.is_there(con):
            return [], 0
        # What a longer version of its file holds too is that file's matter now.
        listed = f"""
            from landing.quarantine as rows
            left join landing.files as files using (source_name, file_sha256, table_name)
            where rows.superseded_by is null and {condition}
        """
        (total,) = con.execute(f"select count(*) {listed}").fetchone() or (0,)
        found = con.execute(
            f"""
            select
                left(file_sha256, 8) || ':' || row_number as id,
                {", ".join(f"rows.{name}" for name in _COLUMNS[1:])},
                files.delimiter, files.column_names
            {listed}
            order by rows.load_id desc, source_name, rows.file_path, row_number
            {f"limit {int(limit)}" if limit else ""}
            """
        ).fetchall()
    finally:
        con.close()
    names = (*_COLUMNS, "delimiter", "column_names")
    return [dict(zip(names, row, strict=True)) for row in found], int(total)


def _place(row: dict[str, Any]) -> str:
    column = f", column {row['column_name']}" if row["column_name"] else ""
    where = place(row["source_name"], row["file_path"], row["line_number"], row["row_number"])
    return where + column


def _list_lines(
    rows: list[dict[str, Any]],
    total: int,
    strays: list[dict[str, Any]],
    stray_total: int,
    source_name: str | None,
) -> Iterator[str]:
    if not total and not stray_total:
        yield (
            f"No row of {source_name} is in quarantine."
            if source_name
            else "The quarantine is empty."
        )
        return
    for row in rows:
        yield from wrapped(f"{row['id']}  {_place(row)}: {row['reason']}")
    if total > len(rows):
        yield f"{total - len(rows):,} more. Next: cdp quarantine list --limit 0"
    for each in strays:
        many = f", {counted(each['files'], 'file')}" if each["files"] > 1 else ""
        yield from wrapped(
            f"{each['first_id']}  {each['source_name']}/{each['first_file']}{many}, "
            f"{counted(each['rows'], 'row')}: {each['reason']}"
        )
    if stray_total > len(strays):
        yield f"{stray_total - len(strays):,} more of no table. Next: cdp quarantine list --limit 0"
    if stray_total:
        yield "What no table holds lands by itself once one is declared."
    yield "Next: cdp quarantine show ID"


def _show_lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield from wrapped(_place(row))
        yield from wrapped(f"feeds: {row['table_name'] or 'no table'}")
        yield from wrapped(f"reason: {row['reason']}")
        yield f"since: {row['quarantined_at']:%Y-%m-%d %H:%M} UTC"
        yield "raw text:"
        yield row["raw_text"]
    yield "Next: cdp quarantine export FILE, repair it, then replay --file FILE"
