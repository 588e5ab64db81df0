"""The whole job in order: alone, stopped by what fails, and reported whatever happens."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipelines import run as running
from pipelines.console import Console, GateStop, VerbError
from pipelines.run import Outcome, RunReport, command, run
from pipelines.settings import Settings

NAMES = ["land", "build", "check", "publish", "sync"]


class Job:
    """Five steps that only note that they ran; any of them can be told to fail."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.ends: dict[str, BaseException | Outcome] = {}

    def steps(self) -> dict[str, running.Work]:
        return {name: self.step(name) for name in NAMES}

    def step(self, name: str) -> running.Work:
        def work(here: Settings, folder: Path | None, console: Console) -> Outcome:
            self.ran.append(name)
            end = self.ends.get(name, Outcome({"rows": 3}, [f"{name} took 3 rows"]))
            if isinstance(end, BaseException):
                raise end
            return end

        return work


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    return Settings(tmp_path, tmp_path / "warehouse" / "live.duckdb", tmp_path / "exports")


@pytest.fixture
def job(here: Settings, monkeypatch: pytest.MonkeyPatch) -> Job:
    job = Job()
    monkeypatch.setattr(running, "steps", job.steps)
    monkeypatch.setattr(running, "settings", lambda: here)
    return job


def saved(report: RunReport) -> dict[str, Any]:
    return dict(json.loads(report.file.read_text()))


def test_the_verbs_run_in_their_order(here: Settings) -> None:
    assert list(running.steps()) == NAMES


def test_all_five_steps_run_and_the_report_counts_them(here: Settings, job: Job) -> None:
    report = run(here)

    assert job.ran == NAMES
    assert report.exit_code == 0
    assert report.file == here.state / "runs" / f"{report.run_id}.json"
    told = saved(report)
    assert [(each["name"], each["state"], each["counts"]) for each in told["steps"]] == [
        (name, "done", {"rows": 3}) for name in NAMES
    ]
    assert told["started_at"] <= told["ended_at"]


@pytest.mark.parametrize("broken", NAMES)
def test_what_fails_stops_what_comes_after(here: Settings, job: Job, broken: str) -> None:
    job.ends[broken] = VerbError("orders.csv, row 3: no. Next: mend it")
    position = NAMES.index(broken)

    report = run(here)

    assert job.ran == NAMES[: position + 1]
    assert report.exit_code == 1
    states = [step.state for step in report.steps]
    assert states == ["done"] * position + ["failed"] + ["not run"] * (4 - position)
    assert report.step(broken).message == "orders.csv, row 3: no. Next: mend it"


def test_a_breaker_is_exit_code_3(here: Settings, job: Job) -> None:
    job.ends["sync"] = Outcome({}, [], "stopped", "the segment shrank")
    assert run(here).exit_code == 3

    job.ends["sync"] = GateStop("the segment shrank")
    assert run(here).exit_code == 3


def test_an_error_nobody_foresaw_is_told_by_its_place_not_its_text(
    here: Settings, job: Job
) -> None:
    job.ends["build"] = RuntimeError("could not convert 'ada@example.com'")

    report = run(here)

    assert report.exit_code == 1
    assert "RuntimeError at test_run.py:" in report.step("build").message
    assert "dbt build" in report.step("build").message
    assert "ada@" not in report.file.read_text()


def test_an_interrupted_run_has_left_its_report_and_frees_the_lock(
    here: Settings, job: Job
) -> None:
    job.ends["check"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        run(here)

    (file,) = (here.state / "runs").glob("*.json")
    states = [step["state"] for step in json.loads(file.read_text())["steps"]]
    assert states == ["done", "done", "interrupted", "not run", "not run"]
    del job.ends["check"]
    assert run(here).exit_code == 0


def test_skip_sync_sends_nothing(here: Settings, job: Job) -> None:
    report = run(here, skip_sync=True)

    assert job.ran == NAMES[:-1]
    assert report.step("sync").state == "left out"
    assert report.exit_code == 0


def holder(here: Settings) -> subprocess.Popen[str]:
    """Another process in the middle of a run."""
    script = f"""
        from pathlib import Path
        from pipelines import run as running
        from pipelines.settings import Settings
        def wait(here, folder, console):
            print("at work", flush=True)
            input()
            return running.Outcome({{}}, [])
        running.steps = lambda: {{"land": wait}}
        running.run(Settings(Path({str(here.root)!r}), Path({str(here.warehouse)!r}), Path("in")))
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "at work\n"
    return process


def test_a_second_run_is_turned_away_and_told_who_is_at_work(here: Settings, job: Job) -> None:
    with holder(here) as first:
        done = CliRunner().invoke(command, [])
        first.communicate("\n")

    assert done.exit_code == 1
    assert f"process {first.pid} on " in done.output
    assert "Next: " in done.output
    assert job.ran == []
    assert run(here).exit_code == 0, "and runs once the first is done"


def test_the_lock_of_a_killed_run_is_taken_over(here: Settings, job: Job) -> None:
    with holder(here) as first:
        os.kill(first.pid, signal.SIGKILL)
        first.wait()

    assert str(first.pid) in (here.state / "run.lock").read_text()
    assert run(here).exit_code == 0
    assert job.ran == NAMES


def test_the_verb_speaks_within_80_columns_and_in_json(here: Settings, job: Job) -> None:
    plain = CliRunner().invoke(command, [])
    as_json = CliRunner().invoke(command, ["--json"])
    job.ends["check"] = VerbError("customers.email: 3 rows. Next: look")
    failed = CliRunner().invoke(command, [])
    quiet = CliRunner().invoke(command, ["--quiet"])
    wrong = CliRunner().invoke(command, ["--from", str(here.root / "nowhere")])

    assert plain.exit_code == 0
    assert "[3/5] check\n      check took 3 rows\n" in plain.output
    assert max(len(line) for line in plain.output.splitlines()[:-1]) <= 80
    assert json.loads(as_json.output)["exit_code"] == 0
    assert failed.exit_code == quiet.exit_code == 1
    assert "check failed: customers.email: 3 rows. Next: look" in failed.output
    assert quiet.output == "check failed: customers.email: 3 rows. Next: look\n"
    assert wrong.exit_code == 2
