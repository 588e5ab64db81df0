"""Online Retail landed by 305 runs, one file each, beside one run for all of them.

Proves that the marts are identical; the test suite does the same with three runs.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from pipelines.landing.engine import land
from pipelines.settings import settings
from tests.e2e.house import House
from tests.e2e.test_online_retail import FILES, MAPPING, content


def main() -> int:
    with tempfile.TemporaryDirectory() as place:
        at_once, daily = House(Path(place) / "at_once"), House(Path(place) / "daily")
        at_once.cdp("land", "online_retail", "--from", str(FILES), "--mapping", str(MAPPING))
        drop = Path(place) / "drop"
        drop.mkdir()
        daily.warehouse.parent.mkdir(parents=True)
        os.environ.update(daily.environment)
        start = time.monotonic()
        files = sorted(FILES.glob("*.csv.gz"))
        for path in files:
            shutil.copy(path, drop)
            land(settings(), tools=["online_retail"], folder=drop, mapping=MAPPING)
        seconds = time.monotonic() - start
        print(f"   {len(files)} runs in {seconds:.0f} s, {seconds / len(files):.2f} s each")
        for house in (at_once, daily):
            house.dbt("--quiet", "seed")
            house.dbt("--quiet", "run")
        identical = content(at_once) == content(daily)
        print(f"   marts identical: {identical}")
        return 0 if identical else 1


if __name__ == "__main__":
    sys.exit(main())
