"""Land, run and test the whole project on 20,000 sandbox customers, step by step."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.e2e.house import House


def timed(label: str, step: Callable[[], object]) -> None:
    start = time.monotonic()
    step()
    print(f"   {label:<24} {time.monotonic() - start:6.1f} s", flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        house = House(Path(place))
        timed("sandbox", lambda: house.sandbox(20_000))
        timed("land", lambda: house.cdp("land"))
        timed("land again", lambda: house.cdp("land"))
        timed("dbt seed", lambda: house.dbt("--quiet", "seed"))
        timed("dbt run", lambda: house.dbt("--quiet", "run"))
        timed("dbt test", lambda: house.dbt("--quiet", "test"))
        timed("score", lambda: house.cdp("score", "--truth", str(house.exports / "truth.parquet")))


if __name__ == "__main__":
    main()
