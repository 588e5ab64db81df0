"""A million Shopify order lines and a million Segment events, landed by `cdp land`.

Side by side in one run: DuckDB's own reader straight into a table, which is the limit, and
dlt's plain row path. Each in a process of its own, from start to end, and the start of
Python counts. dlt's path takes a fifth of the rows, because a million take half an hour;
what it takes for a single row is subtracted, so that its start does not count against it.
SHARE=1 gives it all rows. MEGABYTES=5000 lands files of that size instead and tells the
peak memory only.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.e2e.house import ROOT, House

ROWS = int(os.environ.get("ROWS", "1000000"))
#: Rows of which dlt's row path takes one.
SHARE = int(os.environ.get("SHARE", "5"))

_ORDER_HEADER = """
Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,
Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,
Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,
Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,
Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,
Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,
Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,
Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,
Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,
Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,
Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,
Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,
Payment Terms Name,Next Payment Due At,Payment References
"""
#: What stands on each line, and what on the first of an order only, as Shopify writes it.
_ON_LINES = {
    "Name": "'#' || (1000 + i // 3)",
    "Email": "'ada' || (i // 3 % 90000) || '@example.com'",
    "Created at": "{moment}",
    "Lineitem quantity": "1 + i % 4",
    "Lineitem name": "'Müsli, fein \"Nr. ' || i % 500 || '\"'",
    "Lineitem price": "'12.' || lpad((i % 100)::varchar, 2, '0')",
    "Lineitem sku": "'SKU-' || i % 500",
    "Lineitem requires shipping": "'true'",
    "Lineitem taxable": "'true'",
    "Lineitem fulfillment status": "'fulfilled'",
    "Vendor": "'Muster GmbH'",
    "Lineitem discount": "'0.00'",
}
_ON_ORDERS = {
    "Financial Status": "'paid'",
    "Paid at": "{moment}",
    "Fulfillment Status": "'fulfilled'",
    "Fulfilled at": "{moment}",
    "Accepts Marketing": "'yes'",
    "Currency": "'EUR'",
    "Subtotal": "'59.97'",
    "Shipping": "'4.90'",
    "Taxes": "'10.36'",
    "Total": "'64.' || lpad((i % 100)::varchar, 2, '0')",
    "Discount Amount": "'0.00'",
    "Shipping Method": "'Standard'",
    "Billing Name": "'Ada Muster' || i % 90000",
    "Billing Street": "'Lindenweg ' || i % 90",
    "Billing City": "'Köln'",
    "Billing Zip": "'''' || lpad((i % 99999)::varchar, 5, '0')",
    "Billing Country": "'DE'",
    "Shipping Name": "'Ada Muster' || i % 90000",
    "Shipping Street": "'Lindenweg ' || i % 90",
    "Shipping City": "'Köln'",
    "Shipping Zip": "'''' || lpad((i % 99999)::varchar, 5, '0')",
    "Shipping Country": "'DE'",
    "Payment Method": "'Shopify Payments'",
    "Payment Reference": "'c' || md5(i::varchar)",
    "Refunded Amount": "'0.00'",
    "Outstanding Balance": "'0.00'",
    "Id": "5000000000000 + i",
    "Risk Level": "'Low'",
    "Source": "'web'",
    "Tax 1 Name": "'MwSt. 19%'",
    "Tax 1 Value": "'10.36'",
    "Payment ID": "'r' || md5(i::varchar)",
}
_MOMENT = "strftime(timestamp '2025-01-01' + to_seconds(i // 3 * 20), '%Y-%m-%d %H:%M:%S +0100')"
_EVENT = """
'{"type":"track","event":"Product Viewed","messageId":"ajs-next-' || md5(i::varchar)
|| '","anonymousId":"' || md5((i // 7)::varchar) || '","userId":'
|| case when i % 3 = 0 then '"u' || (i % 90000) || '"' else 'null' end || ',"timestamp":"'
|| strftime(timestamp '2025-01-01' + to_milliseconds(i * 137), '%Y-%m-%dT%H:%M:%S.%gZ')
|| '","sentAt":"2025-01-01T00:00:00.000Z","receivedAt":"2025-01-01T00:00:00.100Z",'
|| '"originalTimestamp":"2025-01-01T00:00:00.000Z","context":{"ip":"203.0.113.7",'
|| '"userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36","locale":"de-DE",'
|| '"page":{"path":"/p/' || i % 500 || '","referrer":"","search":"","title":"Müsli",'
|| '"url":"https://shop.example.com/p/' || i % 500 || '"},"library":{"name":"analytics.js",'
|| '"version":"npm:next-1.70.0"}},"properties":{"product_id":"P' || i % 500
|| '","sku":"SKU-' || i % 500 || '","name":"Müsli, fein","price":' || (i % 10000) / 100.0
|| ',"quantity":1,"currency":"EUR"},"integrations":{},"version":2}'
"""

_LIMIT = """
import sys, duckdb
place, query = sys.argv[1:]
duckdb.connect(place).execute(f"create table landed as from {query}")
"""
_ROW_PATH = """
import csv, json, os, sys, dlt
place, path = sys.argv[1:]
os.makedirs(place)

@dlt.resource(name="landed", max_table_nesting=0)
def rows():
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file) if path.endswith(".csv") else map(json.loads, file)

dlt.pipeline("plain", destination=dlt.destinations.duckdb(place + "/plain.duckdb"),
             pipelines_dir=place).run(rows())
"""


@dataclass(frozen=True)
class Measured:
    """One process: rows, wall and CPU seconds (all its threads), peak resident megabytes."""

    rows: int
    wall: float
    cpu: float
    peak: float

    @property
    def speed(self) -> float:
        return self.rows / self.wall

    def line(self, label: str) -> str:
        return (
            f"   {label:<24}{self.speed:>10,.0f} rows/s{self.wall:>8.1f} s wall"
            f"{self.cpu:>8.1f} s CPU{self.peak:>8,.0f} MB"
        )


def measured(rows: int, *command: str, env: dict[str, str] | None = None) -> Measured:
    """Runs the command and waits for it."""
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if status:
        raise SystemExit(f"{' '.join(command)[:80]} failed")
    return Measured(rows, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def orders(path: Path, rows: int) -> None:
    first = {name: f"case when i % 3 = 0 then {sql} end" for name, sql in _ON_ORDERS.items()}
    values = {**_ON_LINES, **first}
    columns = ", ".join(
        f'{values.get(name, "null").replace("{moment}", _MOMENT)} as "{name}"'
        for name in (name.strip() for name in _ORDER_HEADER.split(","))
    )
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select {columns} from range({rows}) as numbers(i)) to '{path}' (header)"
        )


def events(path: Path, rows: int) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select {_EVENT} from range({rows}) as numbers(i)) to '{path}'"
            " (format csv, header false, quote '', escape '', delimiter '\\x01')"
        )


def landed(place: Path, tool: str, path: Path, rows: int) -> Measured:
    """`cdp land` of one file, in a warehouse of its own."""
    house = House(place / tool)
    drop = house.exports / tool
    drop.mkdir(parents=True)
    house.warehouse.parent.mkdir(parents=True)
    (drop / path.name).hardlink_to(path)
    command = (str(Path(sys.executable).parent / "cdp"), "land", tool, "--quiet")
    found = measured(rows, *command, env=house.environment)
    with duckdb.connect(str(house.warehouse), read_only=True) as connection:
        count = connection.execute(
            "select sum(landed_count) from landing.files where status = 'landed'"
        ).fetchone()
    if count != (rows,):
        raise SystemExit(f"{count} rows landed instead of {rows}")
    return found


def row_path(place: Path, path: Path, rows: int) -> Measured:
    """dlt's plain row path, less what it takes for the first row alone."""
    with path.open(encoding="utf-8") as file:
        head = [file.readline() for _ in range(2 if path.suffix == ".csv" else 1)]
    one = path.with_stem("one")
    one.write_text("".join(head), encoding="utf-8")
    start, whole = (
        measured(count, sys.executable, "-c", _ROW_PATH, str(place / str(count)), str(each))
        for count, each in ((1, one), (rows, path))
    )
    return Measured(rows - 1, whole.wall - start.wall, whole.cpu - start.cpu, whole.peak)


@dataclass(frozen=True)
class Kind:
    """Files of a tool. reader: DuckDB's own, as SQL with a place for the path."""

    title: str
    tool: str
    file: str
    write: Callable[[Path, int], None]
    reader: str


KINDS = (
    Kind("Order lines", "shopify", "orders_export.csv", orders,
         "read_csv('{}', header = true, all_varchar = true)"),
    Kind("Events", "segment", "events.jsonl", events, "read_json('{}')"),
)  # fmt: skip


def compare(place: Path, kind: Kind, path: Path, small: Path) -> None:
    """The three ways, one after the other."""
    size = path.stat().st_size / 1e6
    print(f"   {kind.title}: {ROWS:,} rows, {size:,.0f} MB", flush=True)
    reader = kind.reader.format(path)
    limit_db = str(place / "limit.duckdb")
    limit = measured(ROWS, sys.executable, "-c", _LIMIT, limit_db, reader)
    print(limit.line("DuckDB's reader alone"), flush=True)
    ours = landed(place, kind.tool, path, ROWS)
    print(ours.line("cdp land"), flush=True)
    plain = row_path(place / "plain", small, ROWS // SHARE)
    print(plain.line("dlt's row path"), flush=True)
    print(f"   (dlt: {plain.rows:,} of the rows, without its start)")
    print(
        f"   {ours.speed / limit.speed:.2f} of the limit ({limit.cpu / ours.cpu:.2f} by CPU), "
        f"{ours.speed / plain.speed:.0f} times the row path",
        flush=True,
    )


def big(place: Path, kind: Kind, megabytes: int) -> None:
    """One file of that size: does memory stay flat?"""
    path = place / kind.file
    kind.write(path, 100_000)
    rows = int(100_000 * megabytes * 1e6 / path.stat().st_size)
    kind.write(path, rows)
    found = landed(place, kind.tool, path, rows)
    print(f"   {kind.title}: {path.stat().st_size / 1e6:,.0f} MB", flush=True)
    print(found.line("cdp land"), flush=True)


def main() -> None:
    for kind in KINDS:
        with tempfile.TemporaryDirectory() as name:
            place = Path(name)
            if megabytes := os.environ.get("MEGABYTES"):
                big(place, kind, int(megabytes))
                continue
            path, small = place / kind.file, place / f"small-{kind.file}"
            kind.write(path, ROWS)
            kind.write(small, ROWS // SHARE)
            compare(place, kind, path, small)


if __name__ == "__main__":
    main()
