"""What a day costs: new records among a million who are resolved already.

RECORDS=100000 takes fewer: a day should cost the same. The identity room is built, what it
learned about likeness is held as ``cdp identity train`` holds it, and the room runs again
without news, then with a thousand new records, then with ten thousand more; at last it is
built from nothing, which is what the days are held against: by CPU seconds of its steps
(dbt's own start, some ten CPU seconds, is in none of them), and table by table by what
they hold. Told is, too, what a thousand more records in a day cost.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb

from bench.crowd import fill, room
from bench.meter import Step, summed
from bench.resolve import RECORDS, dbt
from tests.pipelines.identity_town import contents

DAYS = (0, 1_000, 10_000)
#: Steps below so many CPU seconds are summed up, not shown.
LEAST = 0.2


def wait(file: Path) -> None:
    """Takes the records of the days to come out of the room; they wait outside."""
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "create table main.waiting as from conformed.int_contacts"
            f" where cast(source_record_id as bigint) >= {RECORDS};"
            f"delete from conformed.int_contacts"
            f" where cast(source_record_id as bigint) >= {RECORDS}"
        )


def arrive(file: Path, first: int, records: int) -> None:
    """So many of those who wait come in."""
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "insert into conformed.int_contacts from main.waiting where"
            f" cast(source_record_id as bigint) between {first} and {first + records - 1}"
        )


def train(file: Path) -> None:
    """What the build has learned is the version that holds, as ``cdp identity train`` has it."""
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "insert into policy.identity_model by name select 'held' as model_version,"
            " parameter, field, level, probability from identity.int_identity_likelihoods"
        )


def built(place: Path, *arguments: str) -> Step:
    """Runs the room; prints its dearer steps and their sum."""
    run = dbt(place, "run", "--select", "path:models/identity", *arguments)
    for step in run:
        if step.cpu >= LEAST:
            step.show()
    whole = summed("in all", run)
    whole.show()
    return whole


def held(file: Path) -> dict[str, tuple[int, int]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return contents(connection)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        file = place / "live.duckdb"
        room(file)
        dbt(place, "seed", "--select", "path:seeds/identity")
        fill(file, RECORDS + sum(DAYS))
        wait(file)
        print(f"   {RECORDS:,} records, built for the first time")
        built(place)
        print("   what it has learned is held")
        train(file)
        built(place)
        days, first = [], RECORDS
        for records in DAYS:
            print(f"   a day of {records:,} new records")
            arrive(file, first, records)
            days.append(built(place))
            first += records
        day_by_day = held(file)
        print("   all of it from nothing")
        whole = built(place, "--full-refresh")
        for records, day in zip(DAYS, days, strict=True):
            share = f"{day.cpu / whole.cpu:.0%} of the whole"
            print(f"   a day of {records:,}: {day.cpu:.1f} CPU s, {share}")
        # Of two days with news: a day of nothing spares the steps, not only the records.
        more = (days[-1].cpu - days[1].cpu) / (DAYS[-1] - DAYS[1]) * 1_000
        print(f"   each thousand records more in a day: {more:.2f} CPU s")
        from_nothing = held(file)
        wrong = [name for name in from_nothing if day_by_day[name] != from_nothing[name]]
        print(f"   tables that are not as from nothing: {wrong or 'none'} of {len(from_nothing)}")


if __name__ == "__main__":
    main()
