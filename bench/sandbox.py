"""How fast the sandbox writes a retailer of 100,000 customers."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.e2e.house import House


def main() -> None:
    customers = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as place:
        house = House(Path(place))
        start = time.monotonic()
        house.sandbox(customers)
        seconds = time.monotonic() - start
        size = sum(path.stat().st_size for path in house.exports.rglob("*") if path.is_file())
    print(f"   {customers:,} customers, {size / 1e6:,.0f} MB in {seconds:.1f} s")


if __name__ == "__main__":
    main()
