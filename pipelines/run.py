"""``cdp run``: land, build, check, publish, sync. What fails stops what comes after it."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Literal

import click

from pipelines.console import FAILED, STOPPED, Console, VerbError, fitted, verb
from pipelines.landing.places import DropFolder
from pipelines.landing.report import LandingReport, counted, wrapped
from pipelines.settings import Settings, settings

State = Literal["done", "failed", "stopped", "interrupted", "not run", "left out"]


@dataclass(frozen=True)
class Outcome:
    """What a step did: numbers for machines, lines for people, and how it ended."""

    counts: dict[str, Any]
    lines: list[str]
    state: State = "done"
    message: str = ""


@dataclass
class Step:
    """A step of one run, as its report keeps it. No value of a row ever gets in here."""

    name: str
    state: State = "not run"
    seconds: float = 0.0
    counts: dict[str, Any] = field(default_factory=dict)
    message: str = ""


@dataclass
class RunReport:
    """What one run did, step by step."""

    run_id: str
    started_at: str
    file: Path
    steps: list[Step]
    ended_at: str | None = None

    @property
    def exit_code(self) -> int:
        """0 all done, 1 a step failed, 3 a breaker stopped the sync."""
        states = {step.state for step in self.steps}
        if states & {"failed", "interrupted"}:
            return FAILED
        return STOPPED if "stopped" in states else 0

    def step(self, name: str) -> Step:
        return next(step for step in self.steps if step.name == name)

    def as_dict(self) -> dict[str, Any]:
        return {
            "run_id": self.run_id,
            "started_at": self.started_at,
            "ended_at": self.ended_at,
            "exit_code": self.exit_code,
            "report": str(self.file),
            "steps": [asdict(step) for step in self.steps],
        }

    def save(self) -> None:
        """Written after every step, so that a killed run has left one too."""
        text = json.dumps(self.as_dict(), indent=2, ensure_ascii=False, default=str)
        beside = self.file.with_suffix(".tmp")
        beside.write_text(text + "\n", encoding="utf-8")
        beside.replace(self.file)


#: A step reads the installation and the drop folder, and says what it did.
Work = Callable[[Settings, Path | str | None, Console], Outcome]


@click.command()
@click.option(
    "--from", "folder", type=DropFolder(),
    help="Drop folders' root instead of exports/: a path or a URL.",
)  # fmt: skip
@click.option("--api", is_flag=True, help="First fetch from the tools' APIs.")
@click.option("--skip-sync", is_flag=True, help="Send nothing.")
@verb
def command(folder: Path | str | None, api: bool, skip_sync: bool, console: Console) -> None:
    """Land, build, check, publish, sync, with a report in warehouse/state/runs/.

    A step that fails stops the later ones: BI keeps the copy it has, nothing is sent.
    Every data test is run, and the checks at both borders; unit tests of the SQL are for
    who changes it: plain `dbt build` and `make test` run these, too.
    Exit code 3: a breaker stopped a sync, all else is done.
    """
    if api and folder:
        raise click.UsageError("--api fetches into exports of its own: leave --from away.")
    report = run(settings(), folder, skip_sync, console, api)
    console.result(report.as_dict(), [f"Run report: {report.file}"])
    if report.exit_code:
        for step in report.steps:
            if step.message and step.state in ("failed", "stopped") and not console.as_json:
                click.echo(fitted(f"{step.name} {step.state}: {step.message}"), err=True)
        raise SystemExit(report.exit_code)


def run(
    here: Settings,
    folder: Path | str | None = None,
    skip_sync: bool = False,
    console: Console | None = None,
    api: bool = False,
) -> RunReport:
    """Runs the steps in order, alone; raises only when another run is at work."""
    console = console or Console(quiet=True)
    moment = datetime.now(UTC)
    run_id = moment.strftime("%Y%m%dT%H%M%S%f")
    runs = here.state / "runs"
    runs.mkdir(parents=True, exist_ok=True)
    work = {**steps(), "land": _fetch_and_land} if api else steps()
    report = RunReport(
        run_id, moment.isoformat(), runs / f"{run_id}.json", [Step(name) for name in work]
    )
    with _alone(here, run_id):
        for number, step in enumerate(report.steps, start=1):
            if skip_sync and step.name == "sync":
                step.state = "left out"
                continue
            console.say(f"[{number}/{len(report.steps)}] {step.name}")
            _do(step, work[step.name], here, folder, console, report)
            if step.state != "done":
                break
        report.ended_at = datetime.now(UTC).isoformat()
        report.save()
    return report


def _do(
    step: Step,
    work: Work,
    here: Settings,
    folder: Path | str | None,
    console: Console,
    report: RunReport,
) -> None:
    """One step, timed; whatever it raises becomes its state and its message."""
    started = time.monotonic()
    lines: list[str] = []
    try:
        outcome = work(here, folder, console)
        step.state, step.counts, step.message = outcome.state, outcome.counts, outcome.message
        lines = outcome.lines
    except VerbError as error:
        step.state = "stopped" if error.exit_code == STOPPED else "failed"
        step.message = error.message
    except KeyboardInterrupt:
        step.state = "interrupted"
        raise
    except Exception as error:
        # The text of an error we did not foresee may quote a row, so only its place is told.
        place = traceback.extract_tb(error.__traceback__)[-1]
        step.state = "failed"
        step.message = (
            f"unexpected {type(error).__name__} at {Path(place.filename).name}:{place.lineno}.\n"
            f"Next: run this step by itself to see all of it: {_BY_ITSELF.get(step.name)}"
        )
    finally:
        step.seconds = round(time.monotonic() - started, 1)
        report.save()
    for line in lines:
        console.say(f"      {line}"[:80])
    console.say(f"      {step.state} in {step.seconds:.0f} s")


#: The verb that does one step alone.
_BY_ITSELF = {
    "land": "cdp land",
    "build": "dbt build",
    "check": "cdp check",
    "publish": "cdp publish",
    "sync": "cdp sync",
}


# --- the steps -------------------------------------------------------------------------


def steps() -> dict[str, Work]:
    """The steps in their order. Each imports what it needs when its turn comes."""
    return {"land": _land, "build": _build, "check": _check, "publish": _publish, "sync": _sync}


def _fetch_and_land(here: Settings, folder: Path | str | None, console: Console) -> Outcome:
    from pipelines.landing.fetch import fetch_and_land

    fetched, report = fetch_and_land(here, console=console)
    outcome = _landed(report)
    counts = {**outcome.counts, **fetched.payload()}
    lines = [*fetched.lines(), *outcome.lines]
    if fetched.failures:
        # What one tool did not tell today is a hole like a refused file is.
        message = "\n".join([*fetched.failures.values(), outcome.message]).strip()
        return Outcome(counts, lines, "failed", message)
    return Outcome(counts, lines, outcome.state, outcome.message)


def _land(here: Settings, folder: Path | str | None, console: Console) -> Outcome:
    from pipelines.landing.engine import land

    return _landed(land(here, folder=folder, console=console))


def _landed(report: LandingReport) -> Outcome:
    new, known = len(report.of("landed")), len(report.of("already"))
    line = (
        f"{counted(new, 'file')} landed, {known} known already: {report.landed_rows:,} rows, "
        f"{report.quarantined_rows:,} quarantined"
    )
    lines = [line, *report.decision_lines(width=74)]
    if report.refused:
        # A day with a hole in it is not published: mend the file, or take it away.
        named = ["\n".join(wrapped(f"{file.label}: {file.reason}")) for file in report.refused]
        more = [f"... and {len(named) - 10} more"] if len(named) > 10 else []
        steps_on = "Next: mend or remove these files, then cdp run; all others have landed"
        message = "\n".join(
            [f"{counted(len(named), 'file')} refused", *named[:10], *more, steps_on]
        )
        return Outcome(report.payload(), lines, "failed", message)
    return Outcome(report.payload(), lines)


def _build(here: Settings, folder: Path | str | None, console: Console) -> Outcome:
    from pipelines.building import build

    # What a day brings is asked by data tests. Unit tests ask the SQL, on rows of their own,
    # and SQL changes when somebody changes it: `make test` and `dbt build` run them then.
    report = build(here, ["--exclude-resource-type", "unit_test"], console)
    return Outcome(report.as_dict(), [report.line()])


def _check(here: Settings, folder: Path | str | None, console: Console) -> Outcome:
    from pipelines.checks.command import check, failure

    report = check(here, console=console)
    if report.is_clean:
        return Outcome(report.as_dict(), [report.line()])
    return Outcome(report.as_dict(), [report.line()], "failed", failure(report))


def _publish(here: Settings, folder: Path | str | None, console: Console) -> Outcome:
    from pipelines.publish import publish

    report = publish(here, console)
    return Outcome(report.as_dict(), report.lines()[:1])


def _sync(here: Settings, folder: Path | str | None, console: Console) -> Outcome:
    from pipelines.syncing.engine import sync

    report = sync(here, console=console)
    troubles = [
        f"{each.name}: {each.message}"
        for each in report.syncs
        if each.status in ("failed", "stopped")
    ]
    state: State = {0: "done", STOPPED: "stopped"}.get(report.exit_code, "failed")  # type: ignore[assignment]
    lines = [
        f"{each.name.removeprefix('sync_')}: {each.created:,} new, {each.updated:,} changed, "
        f"{each.removed:,} gone"
        + (f", {each.accepted:,} accepted" if each.status == "done" else f" ({each.status})")
        for each in report.syncs
    ]
    return Outcome(report.payload(), lines, state, "\n".join(troubles))


# --- one at a time ---------------------------------------------------------------------


@contextmanager
def _alone(here: Settings, run_id: str) -> Iterator[None]:
    """Holds the lock of this warehouse. The kernel frees it when its holder dies."""
    file = here.state / "run.lock"
    with file.open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise VerbError(
                f"Another run is at work on {here.warehouse}: {_holder(lock)}.\n"
                "Next: wait for it to end, or end that process, then cdp run"
            ) from None
        _note(lock, {"pid": os.getpid(), "host": socket.gethostname(), "run_id": run_id})
        try:
            yield
        finally:
            _note(lock, None)


def _holder(lock: IO[str]) -> str:
    lock.seek(0)
    try:
        said = json.loads(lock.read())
        return f"process {said['pid']} on {said['host']}, run {said['run_id']}"
    except (ValueError, KeyError, TypeError):
        return "a process that is just starting"


def _note(lock: IO[str], holder: dict[str, Any] | None) -> None:
    lock.seek(0)
    lock.truncate()
    if holder:
        lock.write(json.dumps(holder))
    lock.flush()
