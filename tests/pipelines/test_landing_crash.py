"""Killed at any moment, the next run ends with exactly the rows of an undisturbed one."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .landing_killed import furnish, furnish_one, moments

#: `make chaos` kills more often; every change dies these times.
DEATHS = int(os.environ.get("CHAOS_DEATHS", "30"))


def killed(root: Path, *words: object) -> dict[str, Any]:
    """What landing_killed says of its children's deaths."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.pipelines.landing_killed", *map(str, words)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.fixture(scope="module")
def deaths(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return killed(root, "moments", tmp_path_factory.mktemp("moments"))


@pytest.mark.parametrize("moment", moments())
def test_killed_at_any_moment_the_next_run_completes(moment: str, deaths: dict[str, Any]) -> None:
    death = deaths[moment]

    assert death["code"] == -9, "the run was over before it came to this moment"
    assert death["differing"] == []
    records = 50 + ("replay" in moment)
    assert len(death["raw_hubspot.contacts"]) == records
    assert death["unfinished"] == [[0]]
    assert death["spool"] == []


@pytest.mark.parametrize(
    ("happened", "records"),
    [("without_its_files", 20), ("without_working_files", 50), ("with_a_second_file", 51)],
)
def test_what_a_killed_run_left_goes_whatever_happens_next(
    happened: str, records: int, deaths: dict[str, Any]
) -> None:
    """Its files vanish, its working folder is lost, another file arrives."""
    death = deaths[happened]

    assert death["code"] == -9
    assert len(death["raw_hubspot.contacts"]) == records
    assert death["unfinished"] == [[0]]


def test_killed_at_random_moments_the_next_run_completes(root: Path, tmp_path: Path) -> None:
    seed = int(os.environ.get("CHAOS_SEED", random.randrange(10**6)))
    print(f"CHAOS_SEED={seed} CHAOS_DEATHS={DEATHS}")

    told = killed(root, "random", tmp_path, DEATHS, seed)

    print(f"{told['deaths']} deaths in {told['rounds']} rounds, {told['span']} s each undisturbed")
    assert told["deaths"] == DEATHS
    assert told["differing"] == [], f"CHAOS_SEED={seed}"
    assert len(told["undisturbed"]["raw_hubspot.contacts"]) == 51
    assert len(told["undisturbed"]["raw_template.contacts"]) == 4


def test_killed_while_the_warehouse_is_made_the_next_run_makes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB writes a new file in steps; what a kill between them leaves it cannot open."""

    class Killed(BaseException): ...

    def is_cut_off(place: str, **_: Any) -> None:
        Path(place).write_bytes(bytes(100))
        raise Killed

    house = furnish_one(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("duckdb.connect", is_cut_off)
        with pytest.raises(Killed):
            house.land()

    house.land()

    assert house.rows("select count(*) from raw_hubspot.contacts") == [(50,)]
    assert list(house.settings.warehouse.parent.glob("*.new*")) == []


def test_a_failed_load_keeps_nothing_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.console import VerbError
    from pipelines.landing import loader

    house = furnish(tmp_path)
    original = loader.load

    def fails_at_templates(con: object, source: object, *rest: object) -> None:
        original(con, source, *rest)  # type: ignore[arg-type]
        if getattr(source, "name", "") == "template":
            raise OSError("No space left on device")

    monkeypatch.setattr(loader, "load", fails_at_templates)
    with pytest.raises(VerbError, match=r"No space left.*Nothing of this run was kept"):
        house.land()

    assert house.rows("select count(*) from raw_hubspot.contacts") == [(0,)]
    assert house.rows("select count(*) from landing.files") == [(0,)]


def test_nothing_personal_stays_behind_in_working_files(tmp_path: Path) -> None:
    house = furnish(tmp_path)
    house.land()

    left = [
        file
        for file in house.settings.state.rglob("*")
        if file.is_file() and b"ada@example.com" in file.read_bytes()
    ]
    assert left == []
    assert list(house.settings.state.rglob("*.parquet")) == []
    assert (
        house.rows("select schema_name from duckdb_schemas() where schema_name like '%_staging'")
        == []
    )
