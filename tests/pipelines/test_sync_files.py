"""What lies in the outbox, whatever happened on the way there."""

from __future__ import annotations

import csv
import hashlib
import io
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.destinations.base import Batch, DoorClosed, Record
from pipelines.destinations.files import Files, as_csv, escape, unescape
from pipelines.syncing.engine import sync

from .sync_house import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "house", destination="files")


def outbox(house: House) -> list[Path]:
    return sorted((house.settings.warehouse.parent / "outbox").rglob("*.csv"))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_run_leaves_one_file_of_changes(house: House) -> None:
    house.wants("ada", "ben")
    sync(house.settings)
    house.wants("ada=Ada-Marie", "cem")
    sync(house.settings)

    first, second = outbox(house)

    assert [(r["action"], r["customer_id"]) for r in rows(first)] == [
        ("create", "ada"),
        ("create", "ben"),
    ]
    assert [(r["action"], r["customer_id"], r["first_name"]) for r in rows(second)] == [
        ("remove", "ben", ""),
        ("update", "ada", "Ada-Marie"),
        ("create", "cem", "Cem"),
    ]
    assert rows(second)[2] == {
        "action": "create",
        "customer_id": "cem",
        "email": "cem@example.com",
        "first_name": "Cem",
        "is_member": "true",
        "joined_on": "2024-02-29",
        "seen_at": "2025-01-01T10:00:00Z",
        "spent_amount": "12.3000",
    }


def test_a_second_sync_leaves_no_file(house: House) -> None:
    house.wants("ada")
    sync(house.settings)
    sync(house.settings)

    assert len(outbox(house)) == 1


def test_a_file_is_sealed_private_and_leaves_no_draft(house: House) -> None:
    house.wants("ada")
    sync(house.settings)

    (path,) = outbox(house)

    seal = path.with_name(path.name + ".sha256").read_text()
    assert seal == f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name, path.name + ".sha256"]


@pytest.mark.parametrize("value", ["=1+1", "+49 30", "-1", "@SUM(A1)", "\tx", "\rx", "'=1+1"])
def test_a_cell_that_a_spreadsheet_would_run_is_quoted(value: str) -> None:
    assert escape(value) == f"'{value}"


def test_harmless_cells_stay_as_they_are() -> None:
    assert [escape(v) for v in ("Ada", "O'Neill", "'s-Gravenhage", "", None, True)] == [
        "Ada",
        "O'Neill",
        "'s-Gravenhage",
        "",
        "",
        "true",
    ]


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8")), min_size=1, max_size=4))
def test_every_text_comes_back_from_the_file_as_it_went_in(values: list[str]) -> None:
    columns = tuple(f"c{number}" for number in range(len(values)))
    record = Record("k", "create", "i", 1, dict(zip(columns, values, strict=True)))

    text = as_csv(Batch("s", "r", "customer_id", columns, (record,)))
    table = list(csv.reader(io.StringIO(text, newline="")))

    assert [unescape(cell) for cell in table[1][2:]] == values


def test_a_full_or_forbidden_disk_blames_no_row_and_the_next_run_goes_on(
    house: House, tmp_path: Path
) -> None:
    house.wants("ada")
    in_the_way = tmp_path / "not_a_folder"
    in_the_way.write_text("")

    result = sync(house.settings, destinations={"files": Files(in_the_way)}).syncs[0]

    assert (result.status, result.rejected, result.unsettled) == ("failed", 0, 1)
    assert "not_a_folder" in result.message
    assert sync(house.settings).syncs[0].accepted == 1


def test_the_reason_names_the_file_and_no_person(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("")
    record = Record("k", "create", "i", 1, {"email": "ada@example.com"})

    with pytest.raises(DoorClosed) as error:
        Files(tmp_path).send(Batch("s", "r", "customer_id", ("email",), (record,)))

    assert "r.csv" in str(error.value)
    assert "ada" not in str(error.value) + repr(record)


DIES_AFTER_WRITING = """
import os, signal
from pathlib import Path
from pipelines.destinations.files import Files
from pipelines.settings import settings
from pipelines.syncing.engine import sync

class Dies(Files):
    def send(self, batch):
        super().send(batch)
        os.kill(os.getpid(), signal.SIGKILL)

here = settings()
sync(here, destinations={"files": Dies(here.warehouse.parent / "outbox")})
"""


def test_killed_after_writing_the_next_run_writes_the_same_file_again(house: House) -> None:
    house.wants("ada", "ben")
    dead = subprocess.run(
        [sys.executable, "-c", DIES_AFTER_WRITING],
        cwd=house.settings.root,
        env=house.environment,
        timeout=60,
    )
    assert dead.returncode == -signal.SIGKILL
    (path,) = outbox(house)
    content = path.read_bytes()
    path.unlink()  # Somebody fetched it; the name tells them that it is the same one.

    result = sync(house.settings).syncs[0]

    assert (result.repeated, result.accepted) == (2, 2)
    assert outbox(house) == [path]
    assert path.read_bytes() == content


def test_killed_after_writing_a_person_who_says_no_is_taken_out_of_the_file(
    house: House,
) -> None:
    house.wants("ada", "ben")
    subprocess.run(
        [sys.executable, "-c", DIES_AFTER_WRITING],
        cwd=house.settings.root,
        env=house.environment,
        timeout=60,
    )
    house.consent("ben", "withdrawn")

    sync(house.settings)

    first, second = outbox(house)
    assert [r["customer_id"] for r in rows(first)] == ["ada"]
    assert [(r["action"], r["customer_id"]) for r in rows(second)] == [("remove", "ben")]
    assert "ben@example.com" not in first.read_text() + second.read_text()
