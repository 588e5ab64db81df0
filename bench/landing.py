"""A million order lines: `cdp land` beside DuckDB's own reader, in one run."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import duckdb

from tests.e2e.house import House

ROWS = 1_000_000


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        house = House(Path(place))
        drop = house.exports / "bench_shop"
        drop.mkdir(parents=True)
        path = drop / "order_lines.csv"
        with duckdb.connect() as connection:
            connection.execute(
                f"""
                copy (
                    select 'L' || i as source_order_line_id, 'O' || i // 3 as source_order_id,
                           1 + i % 4 as quantity, '12.' || lpad((i % 100)::varchar, 2, '0')
                           as unit_price_amount, 'P' || i % 500 as product_id,
                           'SKU-' || i % 500 as sku, 'Müsli, fein' as product_name,
                           'sale' as line_type
                    from range({ROWS}) as numbers(i)
                ) to '{path}' (header)
                """
            )
        with duckdb.connect(str(Path(place) / "limit.duckdb")) as connection:
            start = time.monotonic()
            connection.execute(
                "create table lines as from read_csv(?, header = true, all_varchar = true)",
                [str(path)],
            )
            limit = time.monotonic() - start
        start = time.monotonic()
        house.cdp("land")
        ours = time.monotonic() - start
    print(f"   DuckDB's reader alone  {limit:6.1f} s  {ROWS / limit:10,.0f} rows/s")
    print(f"   cdp land               {ours:6.1f} s  {ROWS / ours:10,.0f} rows/s")


if __name__ == "__main__":
    main()
