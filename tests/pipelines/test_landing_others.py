"""Stories of landing beside others: two runs at once, a reader in the way, a full disk."""

from __future__ import annotations

import fcntl
import json
import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pipelines import live
from pipelines.console import VerbError
from pipelines.landing.replay import replay

from .landing_house import CONTACTS, House


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def reader(house: House) -> subprocess.Popen[bytes]:
    """A program that holds the warehouse open until its standard input is closed."""
    held = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys\n"
            f"con = duckdb.connect({str(house.settings.warehouse)!r}, read_only=True)\n"
            "print('held', flush=True)\nsys.stdin.read()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert held.stdout is not None
    assert held.stdout.readline() == b"held\n"
    return held


def test_of_two_runs_at_once_the_second_stops_cleanly(house: House) -> None:
    house.drop("kasse/contacts.csv", CONTACTS)
    house.land()
    before = house.everything()
    house.drop("kasse/contacts-2.csv", CONTACTS + "3,,\n")
    with (house.settings.state / "landing.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(VerbError, match=r"Another cdp land.*wait until it ends"):
            house.land()
        with pytest.raises(VerbError, match=r"Another cdp land"):
            replay(house.settings)

    assert house.everything() == before
    assert house.land().landed_rows == 3


def test_landing_waits_for_a_reader_to_let_go(house: House) -> None:
    house.land()
    house.drop("kasse/contacts.csv", CONTACTS)
    held = reader(house)
    assert held.stdin is not None
    letting_go = threading.Timer(0.5, held.stdin.close)
    letting_go.start()
    try:
        assert house.land().landed_rows == 2
    finally:
        letting_go.join()
        held.wait()


def test_a_reader_that_never_lets_go_is_named(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.land()
    held = reader(house)
    monkeypatch.setattr(live, "PATIENCE_SECONDS", 0.3)
    try:
        with pytest.raises(VerbError, match=rf"in use by process {held.pid}.*run this again"):
            house.land()
    finally:
        held.communicate()


@pytest.mark.parametrize("room", [0, 2000], ids=lambda room: f"{room} kB left")
def test_when_the_disk_is_full_nothing_of_the_run_is_kept(
    room: int, house: House, root: Path
) -> None:
    """A limit on the size of files stands in for a full disk: it needs no root."""
    rng = random.Random(1)
    house.drop("kasse/contacts.csv", CONTACTS)
    house.land()
    before = house.everything()
    rows = "".join(f"{n},{rng.randbytes(200).hex()}@example.com,\n" for n in range(3, 20_000))
    house.drop("kasse/contacts-2.csv", CONTACTS + rows)
    limit = house.settings.warehouse.stat().st_size + room * 1024
    environment = {
        "STAMMKUNDE_DUCKDB": str(house.settings.warehouse),
        "STAMMKUNDE_EXPORTS": str(house.settings.exports),
    }
    full = subprocess.run(
        [
            sys.executable,
            "-c",
            "import resource\n"
            f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
            "from pipelines.cli import main\nmain(['land', '--json'])",
        ],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )

    assert full.returncode == 1, full.stdout
    assert "Traceback" not in full.stderr
    assert "Nothing of this run was kept" in " ".join(full.stderr.split())
    assert house.land().landed_rows == 19_999
    after = house.everything()
    assert [
        name for name, had in before.items() if not {*map(repr, had)} <= {*map(repr, after[name])}
    ] == []
    assert json.loads(house.rows("select json_group_array(status) from landing.files")[0][0]) == [
        "landed",
        "landed",
    ]


def test_a_folder_that_is_nearly_called_like_a_tool_is_told(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.drop("Shopify/orders-1.json", {"orders": []})
    house.drop("kasse/contacts.csv", "email\n")

    report = house.land()

    assert {file.source_name for file in report.refused} == {"Shopify", "kasse"}
    told = [line for line in report.lines() if "is no tool" in line]
    assert len(told) == 1
    assert told[0].startswith("Shopify ")


def test_where_nothing_lies_it_says_where_it_looked(tmp_path: Path) -> None:
    """A misspelt folder would else look like a day without exports."""
    house = House(tmp_path)

    # A long path is told over two lines.
    said = "".join("".join(house.land().lines()).split())
    assert f"Nofilestolandin{house.settings.exports}." in said
