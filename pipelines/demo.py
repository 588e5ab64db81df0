"""``cdp demo``: the whole job on the sandbox retailer, and what came of it in 80 columns."""

from __future__ import annotations

import base64
import json
import os
import secrets
import textwrap
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import click
import duckdb

from pipelines.console import STOPPED, Console, GateStop, VerbError, verb
from pipelines.live import open_live
from pipelines.run import RunReport, run
from pipelines.score import Score, score
from pipelines.settings import Settings, settings

WIDTH = 80
#: Where the sandbox says which record is which person; nothing else has that file.
TRUTH = "truth.parquet"
#: Where real people's data would go; a demo never sends its made-up ones there.
_DOORS = ("STAMMKUNDE_WEBHOOK_URL", "STAMMKUNDE_WEBHOOK_SECRET", "STAMMKUNDE_OUTBOX")


@click.command()
@click.option("--customers", type=click.IntRange(50, 1_000_000), default=5000, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=7, show_default=True)
@verb
def command(customers: int, seed: int, console: Console) -> None:
    """Run the whole job on the sandbox retailer and tell what happened.

    The retailer and its customers are made up. A second demo lands and sends nothing new.
    """
    started = time.monotonic()
    here = replace(settings(), elsewhere={})  # where real exports lie
    _require_room(here, customers, seed)
    _write_sandbox(here, customers, seed, console)
    with _loopback_webhook() as effects:
        report = run(here, console=console)
    if report.exit_code:
        broken = next(step for step in report.steps if step.state in ("failed", "stopped"))
        kind = GateStop if report.exit_code == STOPPED else VerbError
        raise kind(f"{broken.name} {broken.state}: {broken.message}")
    story = tell(here, report)
    story.payload["webhook_records_received"] = effects[0]
    story.payload["seconds"] = round(time.monotonic() - started, 1)
    console.result(story.payload, [*story.lines, f"Done in {story.payload['seconds']:.0f} s."])


@dataclass
class Story:
    """The same facts twice: for machines and for people."""

    payload: dict[str, Any]
    lines: list[str]

    def add(self, key: str, payload: Any, title: str, lines: list[str]) -> None:
        self.payload[key] = payload
        self.lines += ["", title, *(f"  {line}"[:WIDTH].rstrip() for line in lines)]


def tell(here: Settings, report: RunReport) -> Story:
    """What stands in the warehouse after the run, and what the run itself did."""
    story = Story({"run_id": report.run_id}, [])
    quality, _ = score(here.warehouse, here.local_exports / TRUTH)
    with closing(open_live(here.warehouse, "cdp demo")) as live:
        live.execute("use live")
        _tell_files(story, live, report)
        _tell_people(story, live, quality)
        _tell_kpis(story, live)
        _tell_merged_customer(story, live)
    _tell_syncs(story, report)
    _tell_where_to_look(story, here, report)
    return story


# --- before ----------------------------------------------------------------------------


def _require_room(here: Settings, customers: int, seed: int) -> None:
    """Refuses to write over exports, or into a warehouse, that is not the sandbox's."""
    note = here.state / "demo.json"
    wanted = {"customers": customers, "seed": seed}
    known = json.loads(note.read_text(encoding="utf-8")) if note.exists() else None
    if known is not None and known != wanted:
        raise VerbError(
            f"This warehouse holds a demo of {known['customers']} customers, seed "
            f"{known['seed']}; two retailers do not fit into one.\n"
            "Next: make clean, or cdp demo with the same numbers"
        )
    if known is None and not (here.local_exports / TRUTH).exists():
        for place, is_used in (
            (here.local_exports, _has_files(here.local_exports)),
            (here.warehouse, _has_landed(here)),
        ):
            if is_used:
                raise VerbError(
                    f"{place} holds data that is not the sandbox's.\n"
                    "Next: point STAMMKUNDE_EXPORTS and STAMMKUNDE_DUCKDB to another place "
                    "for the demo"
                )
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps(wanted), encoding="utf-8")


def _has_files(folder: Path) -> bool:
    return any(path.is_file() for path in folder.rglob("*")) if folder.is_dir() else False


def _has_landed(here: Settings) -> bool:
    if not here.warehouse.exists():
        return False
    with closing(open_live(here.warehouse, "cdp demo")) as live:
        known = live.execute(
            "select 1 from duckdb_tables() where schema_name = 'landing' and table_name = 'files'"
        ).fetchone()
        found = live.execute("select 1 from live.landing.files limit 1") if known else None
        return found is not None and found.fetchone() is not None


def _write_sandbox(here: Settings, customers: int, seed: int, console: Console) -> None:
    from pipelines.sandbox.clock import default_until
    from pipelines.sandbox.retailer import TOOLS, write

    until = default_until(date.today())
    label = f"sandbox: {customers:,} customers, seed {seed}, 24 months until {until}"
    with console.progress(label, len(TOOLS) + 1) as advance:
        write(customers, seed, until, here.local_exports, advance)


@contextmanager
def _loopback_webhook() -> Iterator[list[int]]:
    """A receiver on 127.0.0.1 for this process; yields how many records it acted on."""
    from pipelines.syncing.receiver import Receiver

    secret = "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()
    before = {name: os.environ.pop(name, None) for name in _DOORS}
    effects = [0]
    try:
        with Receiver(secret) as receiver:
            os.environ["STAMMKUNDE_WEBHOOK_URL"] = receiver.url
            os.environ["STAMMKUNDE_WEBHOOK_SECRET"] = secret
            yield effects
            effects[0] = receiver.effects
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


# --- the story -------------------------------------------------------------------------


def _tell_files(story: Story, live: duckdb.DuckDBPyConnection, report: RunReport) -> None:
    rows = live.execute(
        """
        select source_name, count(*) filter (where status = 'landed'),
            count(*) filter (where load_id = ? and status = 'landed'),
            sum(row_count), sum(landed_count), sum(quarantined_count)
        from landing.files group by source_name order by source_name
        """,
        [report.step("land").counts.get("load_id")],
    ).fetchall()
    totals = [sum(row[position] or 0 for row in rows) for position in range(1, 6)]
    table = [
        [name, *(f"{number or 0:,}" for number in numbers)]
        for name, *numbers in [*rows, ("all", *totals)]
    ]
    names = ["files", "files_new", "rows", "rows_landed", "rows_quarantined"]
    story.add(
        "landed",
        dict(zip(names, totals, strict=True)),
        "What came in: rows in = rows landed + rows quarantined",
        aligned(["tool", "files", "new", "rows in", "landed", "quarantined"], table),
    )


def _tell_people(story: Story, live: duckdb.DuckDBPyConnection, quality: Score) -> None:
    records, shared = one(
        live,
        """
        select sum(record_count), count(*) filter (where source_count > 1)
        from (
            select customer_id, count(*) as record_count,
                count(distinct source_name) as source_count
            from marts.customer_identities group by customer_id
        )
        """,
    )
    (people,) = one(live, "select count(*) from marts.customers")
    payload = {"records": int(records or 0), "people": people, "in_several_tools": shared}
    lines = [
        f"{payload['records']:,} records in, {people:,} people out; "
        f"{shared:,} of them known to several tools",
    ]
    payload["score"] = asdict(quality)
    lines += [
        "against the sandbox's truth, by pairs of records:",
        f"precision {quality.precision:.4f}  recall {quality.recall:.4f}  F1 {quality.f1:.4f}  "
        f"over-merged people {quality.over_merge_rate:.4f}",
    ]
    story.add("people", payload, "Who is behind it", lines)


@dataclass(frozen=True)
class Kpi:
    """How a KPI's row is told: its value, and what its numerator and denominator count."""

    name: str
    table: str
    value: str
    unit: str
    counted: str


KPIS = (
    Kpi("Retention rate", "kpi_retention_monthly", "retention_rate", "%",
        "{numerator:,.0f} of {denominator:,.0f} customers stayed"),
    Kpi("Average order value", "kpi_order_value_monthly", "average_order_value", "money",
        "{numerator:,.2f} in {denominator:,.0f} orders"),
    Kpi("Repeat purchase rate", "kpi_repeat_purchase_monthly", "repeat_purchase_rate", "%",
        "{numerator:,.0f} of {denominator:,.0f} customers came back"),
    Kpi("CSAT", "kpi_satisfaction_monthly", "csat_rate", "%",
        "{numerator:,.0f} of {denominator:,.0f} answers positive"),
    Kpi("Service cost per contact", "kpi_service_cost_monthly", "cost_per_contact_amount", "money",
        "{numerator:,.2f} for {denominator:,.0f} contacts"),
)  # fmt: skip


def _tell_kpis(story: Story, live: duckdb.DuckDBPyConnection) -> None:
    (month,) = one(live, "select max(month) from marts.kpi_order_value_monthly where is_complete")
    payload: dict[str, Any] = {"month": month}
    table = []
    for kpi in KPIS:
        currency = "currency" if kpi.unit == "money" else "null"
        row = live.execute(
            f"""
            select {kpi.value}, numerator, denominator, {currency} from marts.{kpi.table}
            where month = ? and channel = 'all' and sales_model = 'all'
            order by denominator desc nulls last, 4 limit 1
            """,
            [month],
        ).fetchone()
        value, numerator, denominator, unit = row or (None, None, None, None)
        payload[kpi.value] = {
            "value": None if value is None else float(value),
            "numerator": None if numerator is None else float(numerator),
            "denominator": denominator,
            "currency": unit,
        }
        counted = (
            kpi.counted.format(numerator=numerator or 0, denominator=denominator or 0)
            if denominator
            else "nothing to count"
        )
        table.append([kpi.name, spoken(value, kpi.unit, unit), counted])
    title = f"Five KPIs of the last full month, {month:%B %Y}, all channels and sales models"
    story.add("kpis", payload, title, aligned(["KPI", "value", "because"], table, right={1}))


def spoken(value: Any, unit: str, currency: str | None) -> str:
    """``71.2 %`` or ``63.41 EUR``; a dash when there is no value."""
    if value is None:
        return "-"
    return f"{100 * float(value):.1f} %" if unit == "%" else f"{float(value):,.2f} {currency}"


def _tell_merged_customer(story: Story, live: duckdb.DuckDBPyConnection) -> None:
    """Whoever was told most differently by most tools, in few enough records to read."""
    found = live.execute(
        """
        select identities.customer_id
        from marts.customer_identities as identities
        inner join conformed.int_contacts as contacts using (source_name, source_record_id)
        inner join marts.customers using (customer_id)
        group by identities.customer_id
        having count(*) between 2 and 6
        order by
            count(distinct identities.source_name) desc,
            count(distinct contacts.first_name || ' ' || contacts.last_name) desc,
            count(distinct contacts.email) desc,
            identities.customer_id
        limit 1
        """
    ).fetchone()
    if not found:
        story.add("merged", None, "A merged customer", ["nobody is known to two records"])
        return
    records = live.execute(
        """
        select identities.source_name, identities.source_record_id, contacts.first_name,
            contacts.last_name, contacts.email, contacts.phone, contacts.postal_code,
            contacts.city, identities.matched_by
        from marts.customer_identities as identities
        inner join conformed.int_contacts as contacts using (source_name, source_record_id)
        where identities.customer_id = ?
        order by all
        """,
        found,
    ).fetchall()
    lines = []
    for source, record, first, last, email, phone, code, city, matched_by in records:
        lines.append(person(source, record, first, last, email))
        lines += rest(code, city, phone, f"joined by {matched_by.replace('|', ', ')}")
    golden = one(
        live,
        """
        select first_name, last_name, email, phone, postal_code, city, order_count,
            net_sales_amount, currency, service_contact_count
        from marts.customers where customer_id = ?
        """,
        list(found),
    )
    first, last, email, phone, code, city, orders, amount, currency, tickets = golden
    lines += [
        "-" * (WIDTH - 2),
        person("golden", found[0], first, last, email),
        *rest(code, city, phone),
        f"{'':<10}{orders:,} orders, {float(amount or 0):,.2f} {currency or ''} net, "
        f"{tickets:,} service contacts",
    ]
    story.add(
        "merged",
        {"customer_id": found[0], "records": len(records)},
        "One customer, source by source (made up, so it may be shown)",
        lines,
    )


def person(source: str, record: str, first: str | None, last: str | None, email: str | None) -> str:
    """A record in one line: where, which, who, address."""
    name = " ".join(filter(None, (first, last))) or "-"
    return f"{source:<9} {cut(record, 13):<13} {cut(name, 18):<18} {cut(email or '-', 35)}"


def rest(code: str | None, city: str | None, phone: str | None, joined: str = "") -> list[str]:
    """What else the record says, and what joined it to the others."""
    place = " ".join(filter(None, (code, city)))
    text = "; ".join(filter(None, (place, phone, joined)))
    return textwrap.wrap(text, WIDTH - 2, initial_indent=" " * 10, subsequent_indent=" " * 12)


def _tell_syncs(story: Story, report: RunReport) -> None:
    syncs = report.step("sync").counts["syncs"]
    table = [
        [
            each["name"].removeprefix("sync_"),
            *(f"{each[key]:,}" for key in ("audience", "created", "updated", "removed")),
            f"{each['accepted']:,}",
        ]
        for each in syncs
    ]
    story.add(
        "syncs",
        syncs,
        "What was sent, consent applied (the webhook is a receiver on this machine)",
        aligned(["sync", "audience", "create", "update", "remove", "accepted"], table),
    )


def _tell_where_to_look(story: Story, here: Settings, report: RunReport) -> None:
    house = here.warehouse.parent
    places = [
        (here.published / "public.duckdb", "what BI reads: no personal data"),
        (here.published / "restricted.duckdb", "the same with personal data"),
        (house / "checks" / "index.html", "what both borders were checked for"),
        (house / "outbox", "the files that were sent"),
        (report.file.parent, "a report of each run, step by step"),
    ]
    merged = story.payload["merged"]
    table = [[shown(place), text] for place, text in places] + [
        *([[f"cdp explain {merged['customer_id']}", "why they are one"]] if merged else []),
        ["cdp status", "how fresh each tool is, what landed"],
        ["cdp quarantine list", "which rows were rejected, and why"],
        ["cdp segment preview lapsed_customers", "who is in a segment, and why"],
        ["cdp sync --dry-run", "what a sync would send now"],
        ["dbt build", "plain dbt, in this folder"],
    ]
    lines = aligned([], table)
    if max(map(len, lines)) > WIDTH - 2:
        # Far away places: what they are goes under them instead of off the edge.
        lines = [line for place, text in table for line in (place, f"    {text}")]
    story.payload["look"] = [row[0] for row in table]
    # A path is no use cut off.
    story.lines += ["", "Where to look next", *(f"  {line}" for line in lines)]


# --- small things ----------------------------------------------------------------------


def one(
    connection: duckdb.DuckDBPyConnection, sql: str, values: list[Any] | None = None
) -> tuple[Any, ...]:
    row = connection.execute(sql, values or []).fetchone()
    assert row is not None, "an aggregate or a known key gives a row"
    return tuple(row)


def aligned(header: list[str], rows: list[list[str]], right: set[int] | None = None) -> list[str]:
    """Columns under each other; numbers to the right (by default all but the first)."""
    table = [header, *rows] if header else rows
    widths = [max(len(row[position]) for row in table) for position in range(len(table[0]))]
    if right is None:
        right = set(range(1, len(widths))) if header else set()
    return [
        "  ".join(
            cell.rjust(width) if position in right else cell.ljust(width)
            for position, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]


def cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def shown(place: Path) -> str:
    """Relative to where the reader stands, where that is possible."""
    try:
        return str(place.relative_to(Path.cwd()))
    except ValueError:
        return str(place)
