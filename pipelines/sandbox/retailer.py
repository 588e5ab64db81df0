"""The whole retailer: people, what they do, what the tools recorded, and the truth."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from pipelines.sandbox import (
    advertising,
    akeneo,
    amazon,
    behaviour,
    catalogue,
    dsfinvk,
    erp,
    feedback,
    goods,
    hubspot,
    injuries,
    klaviyo,
    loyalty,
    people,
    qualtrics,
    records,
    salesforce,
    segment,
    shopify,
    shopware,
    sidelines,
    square,
    typeform,
    zendesk,
)  # fmt: skip
from pipelines.sandbox.clock import Clock
from pipelines.sandbox.typeform import RESPONSE_ID
from pipelines.sandbox.write import Tally

TOOLS = {
    "shopify": shopify.write, "dsfinvk": dsfinvk.write, "hubspot": hubspot.write,
    "zendesk": zendesk.write, "typeform": typeform.write,
    "akeneo": akeneo.write,
    "klaviyo": klaviyo.write,
    "salesforce": salesforce.write,
    "qualtrics": qualtrics.write,
    "erp": erp.write,
    "shopware": shopware.write,
    "segment": segment.write,
    "square": square.write,
    "amazon": amazon.write,
    "loyalty": loyalty.write,
    "google_ads": advertising.write_google, "meta_ads": advertising.write_meta,
}  # fmt: skip
TRUTH = "truth.parquet"

MACROS = [
    "create macro eur(c) as cast(cast(c as decimal(16, 0)) * 0.01 as varchar)",
    "create macro comma(c) as replace(cast(cast(c as decimal(16, 0)) * 0.01 as varchar), '.', ',')",
    "create macro comma5(c) as comma(c) || '000'",
    # Tax contained in a gross amount, in cents, half rounded up.
    "create macro tax_of(gross, rate) as (2 * gross * rate + (100 + rate)) // (2 * (100 + rate))",
    "create macro quoted(s) as case when s like '%;%' or s like '%\"%'"
    " then '\"' || replace(s, '\"', '\"\"') || '\"' else s end",
    "create macro in_quotes(s) as"
    " '\"' || replace(coalesce(cast(s as varchar), ''), '\"', '\"\"') || '\"'",
    "create macro crm_consent(u) as case when u < 0.5 then 'granted' when u < 0.72 then 'denied'"
    " when u < 0.82 then 'withdrawn' end",
    # Now and then the shop knows better, or worse, than the CRM.
    "create macro shop_consent(u, other) as case"
    " when other < 0.06 then case when u < 0.5 then 'withdrawn' else 'granted' end"
    " when u < 0.5 then 'granted' when u < 0.72 then 'denied' when u < 0.82 then 'withdrawn'"
    " when u < 0.86 then 'pending' else 'denied' end",
    # Both tools hear of a consent within minutes, unless they contradict each other anyway.
    "create macro shop_heard_at(t, other, odd) as least(history_end(), t + cast("
    "case when other < 0.06 then (odd - 0.5) * 7776000 else odd * 600 end as bigint))",
]


def build(customers: int, seed: int, until: dt.date) -> tuple[duckdb.DuckDBPyConnection, Clock]:
    """A database in memory that holds the retailer; nothing is written yet."""
    con = duckdb.connect()
    con.execute("set threads = 2")
    con.execute(f"set temp_directory = '{tempfile.gettempdir()}'")
    clock = Clock(until)
    con.execute(f"create macro history_end() as cast({clock.end} as bigint)")
    for macro in [
        *clock.macros(), *people.MACROS, *MACROS,
        *shopware.MACROS, *square.MACROS, *amazon.MACROS,
    ]:  # fmt: skip
        con.execute(macro)
    catalogue.write_tables(con)
    crowd = people.make(con, seed, customers)
    sales = behaviour.make(con, seed, crowd, clock)
    feedback.make(con, seed, crowd, clock, sales)
    records.make(con, seed, crowd, clock, sales)
    injuries.make(con)
    goods.make(con, seed, clock)
    sidelines.make(con, seed, crowd, clock)
    segment.make(con, seed, records.tool_number("segment"), clock)
    advertising.make(con, seed, clock)
    return con, clock


def truth(con: duckdb.DuckDBPyConnection) -> str:
    """SQL of the truth: one row per record that stands for somebody."""
    names = [*records.TOOLS, *(holder.tool for holder in records.FURTHER)]
    further = " ".join(
        f"when {records.tool_number(holder.tool)} then {holder.record_id}"
        for holder in records.FURTHER
    )
    return f"""
        select
            {names}[cast(tool + 1 as int)] as source_name,
            case tool
                when {records.DSFINVK} then person.card
                when {records.TYPEFORM} then {RESPONSE_ID}
                {further}
                else cast(number as varchar)
            end as source_record_id,
            record.person_id
        from record
        join person using (person)
        order by tool, number, record
    """


def persons(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Each customer's clean data, for tests and debugging; never written beside the exports."""
    found = con.execute("""
        select
            person_id,
            first_name,
            last_name,
            case when uses_family_email then family_email else email end as email,
            coalesce(phone, landline) as phone,
            birth_date,
            street || ' ' || house_number as address,
            postal_code
        from person
        left join family using (head)
        where not is_test and not is_kiosk
        order by person
    """).to_arrow_table()
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows


def write(
    customers: int, seed: int, until: dt.date, out: Path,
    advance: Callable[[int], None] = lambda count: None,
) -> dict[str, Tally]:  # fmt: skip
    """Writes all exports below ``out``; what others put there stays untouched."""
    out.mkdir(parents=True, exist_ok=True)
    con, clock = build(customers, seed, until)
    advance(1)
    with tempfile.TemporaryDirectory(prefix=".sandbox-", dir=out) as scratch:
        work = Path(scratch)
        tallies = {}
        for tool, writer in TOOLS.items():
            tallies[tool] = writer(con, clock, work)
            (work / tool).mkdir(exist_ok=True)
            advance(1)
        con.execute(f"copy ({truth(con)}) to '{work / TRUTH}' (format parquet)")
        con.close()
        for name in [*TOOLS, TRUTH]:
            _swap(work / name, out / name, work / f"old-{name}")
    return tallies


def _swap(new: Path, place: Path, aside: Path) -> None:
    """Puts ``new`` where ``place`` is; the old one goes aside, to be deleted with the scratch."""
    if place.exists():
        shutil.move(place, aside)
    shutil.move(new, place)
