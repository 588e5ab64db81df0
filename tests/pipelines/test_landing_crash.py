"""Killed at any moment, the next run ends with exactly the rows of an undisturbed one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .landing_house import CONTACTS, House

MOMENTS = [
    "reading",
    "before the load",
    "after extract",
    "after normalize",
    "in the load",
    "before dlt's own mark",
    "between two tools",
    "before the ledger",
    "in the ledger",
]


def furnish(home: Path) -> House:
    """Two tools, a broken row, a new column."""
    house = House(home)
    house.drop(
        "hubspot/contacts-0001.json",
        {"results": [{"id": str(n), "properties": {"firstname": f"A{n}"}} for n in range(50)]},
    )
    house.drop("kasse/contacts.csv", CONTACTS + "3,c@example.com,31.12.1990\n")
    house.drop("kasse/contacts-2.csv", "source_record_id,extra\n4,x\n")
    return house


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    house = furnish(tmp_path_factory.mktemp("undisturbed"))
    house.land()
    return house.everything()


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_the_next_run_completes(
    moment: str, undisturbed: dict[str, list[tuple[object, ...]]], tmp_path: Path, root: Path
) -> None:
    house = furnish(tmp_path)
    killed = subprocess.run(
        [sys.executable, "-m", "tests.pipelines.landing_killed", moment, str(tmp_path)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()[-2000:]

    house.land()

    assert house.everything() == undisturbed
    assert house.rows("select count(*) from landing.loads where finished_at is null") == [(0,)]
    assert {file.status for file in house.land().files} == {"already"}


def test_what_a_killed_run_left_goes_even_if_its_file_is_gone(tmp_path: Path, root: Path) -> None:
    house = furnish(tmp_path)
    subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.pipelines.landing_killed",
            "before the ledger",
            str(tmp_path),
        ],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        check=False,
    )
    assert house.rows("select count(*) from raw_hubspot.contacts") == [(50,)]
    (house.settings.exports / "hubspot/contacts-0001.json").unlink()

    report = house.land()

    assert report.undone_loads
    assert house.rows("select count(*) from raw_hubspot.contacts") == [(0,)]


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
