"""Run by the crash stories as one process of its own, which forks a child for every death.

A child lands and replays, and is killed with SIGKILL: at a named moment, or after a random
time. A last child is left in peace. What then lies in the warehouse is printed as JSON.
The parent lands once itself, so that no child pays for imports and first calls; when it
forks, it has no database open.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from .landing_house import CONTACTS, House

BROKEN = CONTACTS + "3,c@example.com,31.12.1990\n4,d@example.com,1980-13-01\n"
RECORDS = [{"id": str(n), "properties": {"firstname": f"A{n}"}} for n in range(49)]
RECORDS += [{"id": "49", "properties": {}, "mood": "fine"}]  # a new column comes late
PAGE = json.dumps({"results": [*RECORDS[:30], {"id": "x", "properties": {}, "createdAt": "soon"}]})


def repair(file: str, row: int, text: str) -> dict[str, str]:
    """What a person makes of a broken row."""
    return {f"{hashlib.sha256(file.encode()).hexdigest()[:8]}:{row}": text}


#: Two of three broken rows; the third stays.
REPAIRS = {
    **repair(BROKEN, 3, "3,c@example.com,1990-12-31"),
    **repair(PAGE, 31, '{"id": "x", "properties": {}, "createdAt": "2025-03-01"}'),
}


def die(*_: Any, **__: Any) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


def furnish(home: Path) -> House:
    """Pages that were fetched into the spool, and template files; broken rows in both."""
    house = furnish_one(home)
    house.drop("kasse/contacts.csv", BROKEN)
    house.drop("kasse/contacts-2.csv", "source_record_id,email,birth_date,extra\n5,,,x\n")
    return house


def furnish_one(home: Path) -> House:
    """One tool only."""
    house = House(home)
    spool = house.settings.spool / "hubspot"
    spool.mkdir(parents=True)
    (spool / "contacts-1.json").write_text(PAGE)
    (spool / "contacts-2.json").write_text(json.dumps({"results": RECORDS[30:]}))
    return house


def scenario(house: House) -> None:
    """Lands and replays; as often as it is begun anew, the end is the same."""
    from pipelines.landing.replay import replay

    house.land()
    replay(house.settings, repairs=REPAIRS)


def as_large(house: House) -> None:
    """Lands every file as if it were a large one: in chunks, straight into raw tables."""
    from pipelines.landing import json_splitter, snapshots

    snapshots.SMALL, snapshots.CHUNK, json_splitter._STRETCH = 0, 300, 300
    snapshots._BLOCK = 100
    house.land()


def as_large_with_replay(house: House) -> None:
    from pipelines.landing.replay import replay

    as_large(house)
    replay(house.settings, repairs=REPAIRS)


def moments() -> dict[str, tuple[Any, str, str, int]]:
    """Name -> (whose, function, before or after it, at which of its calls)."""
    from dlt.common.storages.load_package import PackageStorage
    from dlt.common.storages.load_storage import LoadStorage
    from dlt.destinations.impl.duckdb.duck import DuckDbClient, DuckDbCopyJob
    from dlt.destinations.impl.duckdb.sql_client import DuckDbSqlClient
    from dlt.extract.storage import ExtractStorage
    from dlt.load.load import Load
    from dlt.pipeline.pipeline import Pipeline

    from pipelines.landing import engine, full_exports, inserts, ledger, loader, replay

    found: dict[str, tuple[Any, str, str, int]] = {
        "while the raw tables are made": (ledger, "quoted", "after", 40),
        "while a file is read": (engine.Run, "take", "before", 2),
        "between two files": (engine.Run, "take", "after", 2),
        "after all files are read": (engine.Run, "load", "before", 1),
        "before the load is opened": (ledger, "start_load", "before", 1),
        "after the load is opened": (ledger, "start_load", "after", 1),
        "before extract": (Pipeline, "extract", "before", 1),
        "before extract commits": (ExtractStorage, "commit_new_load_package", "before", 1),
        "after extract commits": (ExtractStorage, "commit_new_load_package", "after", 1),
        "before normalize": (Pipeline, "normalize", "before", 1),
        "before normalize commits": (LoadStorage, "commit_new_load_package", "before", 1),
        "after normalize commits": (LoadStorage, "commit_new_load_package", "after", 1),
        "before load": (Pipeline, "load", "before", 1),
        "before a job": (DuckDbCopyJob, "run", "before", 1),
        "after a job": (DuckDbCopyJob, "run", "after", 1),
        "before a job is marked": (PackageStorage, "complete_job", "before", 1),
        "before dlt's mark in the warehouse": (DuckDbClient, "complete_load", "before", 1),
        "after dlt's mark in the warehouse": (DuckDbClient, "complete_load", "after", 1),
        "before dlt's own mark": (Load, "complete_package", "before", 1),
        "after dlt's own mark": (Load, "complete_package", "after", 1),
        "between two tools": (loader, "load", "before", 2),
        "after all tools": (loader, "load", "after", 2),
        "before the ledger": (ledger, "write_files", "before", 1),
        "in the ledger": (full_exports.FullExports, "write", "before", 1),
        "before the ledger commits": (ledger, "end_load", "after", 1),
        "before the spool is emptied": (engine.Run, "empty_spool", "before", 1),
        "while the spool is emptied": (Path, "unlink", "after", 1),
        "while a large file is inserted": (inserts.Inserts, "insert", "after", 3),
        "when a large file's table gets a column": (inserts, "_commit", "after", 1),
        "before a large file is committed": (inserts.Inserts, "end", "before", 1),
        "between two commits of a large file": (inserts, "_commit", "after", 3),
        "after a large file is committed": (inserts.Inserts, "end", "after", 1),
        "after all large files are committed": (engine.Run, "load", "before", 1),
        "before the ledger of large files": (ledger, "write_files", "before", 1),
        "before the ledger of large files commits": (ledger, "end_load", "after", 1),
        "before a replay": (replay, "replay", "before", 1),
        "while a replay reads": (engine.Run, "broken_in", "after", 3),
        "in a replay's load": (loader, "load", "after", 2),
        "before a replay's ledger": (ledger, "write_replay", "before", 1),
        "in a replay's ledger": (ledger, "write_replay", "after", 1),
        "before a replay's ledger commits": (ledger, "end_load", "after", 2),
        "after a replay": (replay, "replay", "after", 1),
    }
    # One of each tool's schema.
    for number, tools in ((1, ""), (2, " of two tools")):
        for when in ("before", "after"):
            found[f"{when} dlt's commit {number}{tools}"] = (
                *(DuckDbSqlClient, "commit_transaction"),
                *(when, number),
            )
    return found


def arm(moment: str) -> None:
    """Patches the function of the moment, so that this process dies there."""
    target, name, when, number = moments()[moment]
    original = getattr(target, name)
    calls = 0

    def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        if target is not Path or "spool" in args[0].parts:
            calls += 1
        is_now = calls == number
        if is_now and when == "before":
            die()
        result = original(*args, **kwargs)
        return die() if is_now else result

    setattr(target, name, counted)


def fork(work: Callable[[], None]) -> int:
    """A child that does this work and ends with 0, or with 1 and a traceback."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def ended(child: int) -> int:
    """How a child ended: 0, or minus the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def outcome(house: House, work: Callable[[House], Any] = scenario) -> dict[str, Any]:
    """What lies there once a child was left in peace; it must do its work to the end."""
    told = house.settings.root / "outcome.json"

    def in_peace() -> None:
        work(house)
        found: dict[str, Any] = dict(house.everything())
        found["unfinished"] = house.rows(
            "select count(*) from landing.loads where finished_at is null"
        )
        found["spool"] = [path.name for path in (house.settings.spool / "hubspot").iterdir()]
        found["statuses of one run more"] = sorted({file.status for file in house.land().files})
        told.write_text(json.dumps(found, default=str, sort_keys=True))

    code = ended(fork(in_peace))
    if code:
        raise AssertionError(f"the run after the death ended with {code}")
    result: dict[str, Any] = json.loads(told.read_text())
    return result


def at_every_moment(base: Path) -> dict[str, Any]:
    """How the child of each moment ended, and what lay there after the run that followed."""
    undisturbed: dict[Any, dict[str, Any]] = {}
    results = {}
    for number, moment in enumerate(moments()):
        # As little as the moment needs: one tool, and no replay.
        furnished = furnish if "tools" in moment else furnish_one
        work = as_large if "large" in moment else scenario if "replay" in moment else House.land
        kind = (furnished.__name__, work.__name__)
        if kind not in undisturbed:
            undisturbed[kind] = outcome(furnished(base / "-".join(kind)), work)
        house = furnished(base / str(number))

        def doomed(
            moment: str = moment, house: House = house, work: Callable[[House], Any] = work
        ) -> None:
            arm(moment)
            work(house)

        code = ended(fork(doomed))
        found = outcome(house, work)
        differing = [name for name, rows in undisturbed[kind].items() if found[name] != rows]
        results[moment] = {"code": code, "differing": differing, **found}
        shutil.rmtree(house.settings.root)
    return results


def aftermaths(base: Path) -> dict[str, Any]:
    """What else may happen between a death before the ledger and the next run."""

    def without_its_files(house: House) -> None:
        (house.settings.spool / "hubspot/contacts-1.json").unlink()

    def without_working_files(house: House) -> None:
        shutil.rmtree(house.settings.state)

    def with_a_second_file(house: House) -> None:
        more = json.dumps({"results": [{"id": "later", "properties": {}}]})
        (house.settings.spool / "hubspot/contacts-3.json").write_text(more)

    results = {}
    for change in (without_its_files, without_working_files, with_a_second_file):
        house = furnish_one(base / change.__name__)

        def doomed(house: House = house) -> None:
            arm("before the ledger")
            house.land()

        code = ended(fork(doomed))
        change(house)
        results[change.__name__] = {"code": code, **outcome(house, House.land)}
    return results


def at_random_moments(base: Path, deaths: int, seed: int) -> dict[str, Any]:
    """Kills children after random times, one to five in a row before one is left in peace.

    The times are spread over what an undisturbed child takes. A child that was done before
    its time counts for nothing.
    """
    rng = random.Random(seed)
    house = furnish(base / "undisturbed")
    started = time.monotonic()
    if ended(fork(lambda: scenario(house))):
        raise AssertionError("the undisturbed run failed")
    span = time.monotonic() - started
    undisturbed = outcome(house)
    died = rounds = 0
    differing = []
    while died < deaths:
        rounds += 1
        house = furnish(base / str(rounds))
        # Every other round reads all files as if they were large.
        work = as_large_with_replay if rounds % 2 else scenario
        in_a_row = []
        for _ in range(min(rng.randint(1, 5), deaths - died)):
            after = rng.uniform(0, span)
            child = fork(lambda house=house, work=work: work(house))  # type: ignore[misc]
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
            if ended(child) == -signal.SIGKILL:
                in_a_row.append(round(after, 3))
        died += len(in_a_row)
        found = outcome(house)
        if found != undisturbed:
            differing.append({"round": rounds, "killed_after": in_a_row, "found": found})
        shutil.rmtree(house.settings.root)
    return {
        "deaths": died,
        "rounds": rounds,
        "span": round(span, 2),
        "differing": differing,
        "undisturbed": undisturbed,
    }


def main(how: str, base: Path, *numbers: str) -> None:
    from pipelines.landing.command import without_pandas

    without_pandas()
    scenario(furnish(base / "first calls"))
    gc.collect()
    gc.freeze()  # nor do they look for garbage in what they share
    if how == "moments":
        results = {**at_every_moment(base), **aftermaths(base)}
    else:
        results = at_random_moments(base, *map(int, numbers))
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
