"""``cdp identity``: decisions about who is who, a dry run, training and the work list."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from pipelines.console import Console, GateStop, verb, wrapped
from pipelines.identity import decide, journal
from pipelines.identity.journal import Decision
from pipelines.identity.records import Registry
from pipelines.settings import settings

APPLIES = "Next: cdp identity diff shows what it changes; dbt build applies it; commit the seed."


@click.group(name="identity")
def command() -> None:
    """Decide who is who: link, unlink, split, withdraw; look before you build.

    A and B are records, named tool:record_id, or a customer_id where it is clear which
    record is meant. Decisions are lines of seeds/identity/identity_decisions.csv; every
    build replays them above all rules. Exit codes: 0 done, 1 failed, 2 wrong use, 3
    diff --fail-on-change found a change.
    """


class _Moment(click.ParamType[datetime]):
    name = "day or moment"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        try:
            read = value if isinstance(value, datetime) else journal.moment(value)
        except ValueError:
            self.fail(f"{value!r} is no day (2027-01-31) or moment (2027-01-31 12:00)", param, ctx)
        if read <= journal.now():
            self.fail(f"{value} is past; give a day to come", param, ctx)
        return read


def _words(text: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise click.BadParameter("say something; the line is read by others")
    return said


def _said(function: Callable[..., None]) -> Callable[..., None]:
    """Adds --author and --reason, without line breaks and never empty."""

    @click.option(
        "--author",
        required=True,
        envvar="STAMMKUNDE_AUTHOR",
        callback=lambda c, p, v: _words(v),
        help="Who decides (or STAMMKUNDE_AUTHOR).",
    )
    @click.option(
        "--reason",
        required=True,
        callback=lambda c, p, v: _words(v),
        help="Why; stands in git, so no personal data.",
    )
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> None:
        function(*args, **kwargs)

    return wrapper  # fmt: skip


_expires = click.option(
    "--expires", type=_Moment(), help="Day or moment, UTC, from which on it no longer holds."
)


@command.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@_said
@_expires
@verb
def link(
    console: Console, one: str, other: str, author: str, reason: str, expires: datetime | None
) -> None:
    """A and B are one person, whatever the rules say.

    For a customer_id its oldest record with a name speaks; the customer's others stay
    with it as the rules tie them.
    """
    says = decide.Says(author, reason, journal.now(), expires)
    with Registry(settings(), "cdp identity link") as registry:
        done = decide.link(registry, one, other, says, journal.seed_file(settings().root))
    _tell(console, done, reason)


@command.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@_said
@_expires
@verb
def unlink(
    console: Console, one: str, other: str, author: str, reason: str, expires: datetime | None
) -> None:
    """A and B are two persons, whatever the rules say.

    They never share an id, however they hang together.
    """
    says = decide.Says(author, reason, journal.now(), expires)
    with Registry(settings(), "cdp identity unlink") as registry:
        done = decide.unlink(registry, one, other, says, journal.seed_file(settings().root))
    _tell(console, done, reason)


@command.command()
@click.argument("customer_id")
@click.option(
    "--apart",
    required=True,
    multiple=True,
    metavar="RECORD",
    help="A record that is another person; repeat it for all records of that person.",
)
@click.option(
    "--keep",
    multiple=True,
    metavar="RECORD",
    help="A record that surely stays; the default is all others. What is named by "
    "neither goes where the rules tie it.",
)
@_said
@_expires
@verb
def split(
    console: Console,
    customer_id: str,
    apart: Sequence[str],
    keep: Sequence[str],
    author: str,
    reason: str,
    expires: datetime | None,
) -> None:
    """Some records of a customer are another person.

    cdp explain CUSTOMER_ID lists the records. The id stays with the oldest record.
    """  # fmt: skip
    says = decide.Says(author, reason, journal.now(), expires)
    with Registry(settings(), "cdp identity split") as registry:
        seed = journal.seed_file(settings().root)
        done = decide.split(registry, customer_id, apart, keep, says, seed)
    _tell(console, done, reason)


@command.command()
@click.argument("name", metavar="CUSTOMER")
@_said
@verb
def forget(console: Console, name: str, author: str, reason: str) -> None:
    """A customer is erased: no old export brings them back.

    CUSTOMER is a customer_id or a record (tool:record_id); look at all their records
    first with cdp explain, and split off who is somebody else. From the next build on
    they are nobody: no table from the identity room on says anything of them, histories
    included, nor does the next published copy; their id stands for nobody; orders stay,
    without a person. What the exports say is not deleted here: the tools, the files, the
    rooms up to conformed and what cdp sync noted of its sending hold it until you delete
    it in the tools and land them anew. The register is
    seeds/identity/identity_erasures.csv; it holds hashes, no names. Whoever comes back
    with a new account is a new customer.
    """
    from pipelines.identity import forget as erasure

    says = decide.Says(author, reason, journal.now())
    with Registry(settings(), "cdp identity forget") as registry:
        done = erasure.forget(registry, name, says, settings().root)
    lines = [
        f"{done.customer_id}: records erased from the next build on: {done.added}"
        + (f"; before: {done.stood}." if done.stood else ".")
    ]
    if done.journal_lines:
        lines += wrapped(
            f"Decisions that name these records: {done.journal_lines}. They tie nobody now; "
            "take the lines out of identity_decisions.csv where the law asks for it."
        )
    console.result(asdict(done), [*lines, *wrapped(APPLIES)])


@command.command()
@click.argument("decision_ids", metavar="DECISION_ID...", nargs=-1, required=True)
@_said
@verb
def withdraw(console: Console, decision_ids: Sequence[str], author: str, reason: str) -> None:
    """Decisions no longer hold; the rules judge again. History keeps all lines.

    A split is several decisions: cdp identity journal lists them.
    """
    seed = journal.seed_file(settings().root)
    lines = decide.withdraw(decision_ids, author, reason, journal.now(), seed)
    console.result(
        {"added": [_as_dict(line) for line in lines]},
        [
            *[f"{line.withdraws} is withdrawn by {line.decision_id}." for line in lines],
            *wrapped(APPLIES),
        ],
    )


@command.command(name="journal")
@click.option("--all", "show_all", is_flag=True, help="Also what expired or was withdrawn.")
@verb
def list_journal(console: Console, show_all: bool) -> None:
    """List the decisions that hold, newest first."""
    lines = journal.read(journal.seed_file(settings().root))
    holding = {line.decision_id for line in journal.in_force(lines, journal.now())}
    shown = [line for line in lines if show_all or line.decision_id in holding]
    shown.sort(key=lambda line: (line.decided_at, line.decision_id), reverse=True)
    told = [f"Decisions that hold: {len(holding)}; lines in the journal: {len(lines)}."]
    withdrawn = {line.withdraws for line in lines}
    for line in shown:
        what = f"withdraws {line.withdraws}" if line.withdraws else line.decision
        if line.decision_id not in holding and not line.withdraws:
            what += " (withdrawn)" if line.decision_id in withdrawn else " (expired)"
        until = f", until {line.expires_at:%Y-%m-%d %H:%M}" if line.expires_at else ""
        told += [
            *wrapped(f"{line.decision_id}  {what}  {line.decided_at:%Y-%m-%d %H:%M}{until} UTC"),
            *wrapped(f"{line.left}  {line.right}", "  "),
            *wrapped(f"{line.author}: {line.reason}", "  "),
        ]
    console.result(
        {"decisions": [
            {**_as_dict(line), "is_in_force": line.decision_id in holding} for line in shown
        ]},
        told,
    )  # fmt: skip


@command.command()
@click.option(
    "--segments/--no-segments",
    default=True,
    show_default=True,
    help="Also build what follows on the copy, and compare segments and syncs.",
)
@click.option("--fail-on-change", is_flag=True, help="Exit 3 when anything changes.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="Customers to list of each kind.",
)
@verb
def diff(console: Console, segments: bool, fail_on_change: bool, limit: int) -> None:
    """What rules, seeds and decisions would change, before they do.

    Builds the identity room of this project as it stands now on a copy of the warehouse
    and compares its customers with those of the last build: merged, split, erased, records
    that change hands, net sales of their valid orders, who enters and leaves which segment
    and sync. The live file is only read. What was landed or changed in staging and
    conformed since is not part of it; nor are test results: dbt build runs those.
    """
    from pipelines.identity import diff as trial

    found = trial.difference(settings(), segments, console)
    console.result(found.as_dict(), trial.told(found, limit))
    if fail_on_change and not found.is_empty:
        raise GateStop("Who is who would change; see above.")


@command.command()
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@click.option("--off", is_flag=True, help="No version holds: every build learns anew, as shipped.")
@verb
def train(console: Console, dry_run: bool, off: bool) -> None:
    """Make what the data teach about likeness the version that holds.

    While no version holds, every build learns without labels how often two records of one
    person, of two relatives and of strangers agree on each field. This writes all that the
    last build learned into seeds/identity/identity_model.csv, as a version: from then on no
    build learns, which spares it the time, and all go by it, on any data, and give the same
    with the same records. Train again whenever you like: while a version holds, this verb
    learns itself, from the records of the last build, on a copy of what it reads; the live
    file stays as it is. An earlier version comes back with git.
    """
    from pipelines.identity import train as model

    where = settings()
    seed = where.root / model.SEED
    if off:
        held, shares = model.read(seed)
        if not dry_run:
            model.write({}, "", seed)
        was = f"{held} holds no more" if shares else "No version held"
        next_step = ["Nothing is written (--dry-run)."] if dry_run else wrapped(APPLIES)
        console.result(
            {"version": None, "written": bool(shares) and not dry_run, "moved": []},
            [f"{was}; every build learns anew.", *(next_step if shares else [])],
        )
        return
    done = model.train(where, console)
    version = model.version_of(journal.now())
    is_written = done.is_new and not dry_run
    if is_written:
        model.write(done.after, version, seed)
    console.result(
        {
            "version": version if is_written else done.held or None,
            "written": is_written,
            "moved": [
                {**dict(zip(("parameter", "field", "level"), move.subject, strict=True)),
                 "before": float(move.before), "after": float(move.after)}
                for move in done.moved()
            ],
            "little_known": [{"parameter": p, "field": name} for p, name in done.little_known],
        },
        list(model.told(done, version, not dry_run)),
    )  # fmt: skip


@command.group(name="review")
def review() -> None:
    """Pairs for a person to judge: a work list, and the way back."""


@review.command(name="export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--limit", type=click.IntRange(min=1), help="Write so many pairs only.")
@verb
def export(console: Console, file: Path, limit: int | None) -> None:
    """Write the pairs to FILE (CSV), those worth most first.

    Fill in verdict (same, different or unsure), author and note; then import the file.
    It holds personal data, and only you can read it.
    """
    from pipelines.identity import review as queue

    with (
        Registry(settings(), "cdp identity review export") as registry,
        console.progress("reading both sides of each pair"),
    ):
        count = queue.export(registry, file, limit)
    console.result(
        {"file": str(file), "pairs": count},
        [
            *wrapped(f"Pairs in {file}: {count}."),
            "The file holds personal data; it is readable by you only (mode 0600).",
            *wrapped(f"Next: fill in verdict, author and note; cdp identity review import {file}"),
        ],
    )


@review.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--author", envvar="STAMMKUNDE_AUTHOR", help="Signs rows without author (or STAMMKUNDE_AUTHOR)."
)
@verb
def import_(console: Console, file: Path, author: str | None) -> None:
    """Take the verdicts of FILE into the journal, all or none.

    Each once, however often the file is imported. same becomes must_link, different
    cannot_link; unsure is kept, so that the pair is not shown again. Rows without
    verdict wait; rows whose records are gone are told.
    """
    from pipelines.identity import review as queue

    seed = journal.seed_file(settings().root)
    with Registry(settings(), "cdp identity review import") as registry:
        done = queue.read_back(registry, file, seed, author, journal.now())
    console.result(
        {
            "added": [_as_dict(line) for line in done.added],
            "known": done.known,
            "unanswered": done.unanswered,
            "vanished": done.vanished,
            "ended": done.ended,
        },
        [*queue.told(done), *(wrapped(APPLIES) if done.added else [])],
    )


def _tell(console: Console, done: decide.Outcome, reason: str) -> None:
    lines = []
    for word, decisions in (("added", done.added), ("stands already", done.stood)):
        for line in decisions:
            lines += wrapped(f"{word}: {line.told()}")
    for line in done.stood:
        if line.reason != reason:
            lines += wrapped(
                "Its reason stays; yours was not written. To replace it: cdp identity withdraw"
                f" {line.decision_id}, then decide anew."
            )
    console.result(
        {"added": [_as_dict(x) for x in done.added], "stood": [_as_dict(x) for x in done.stood]},
        [*lines, *wrapped(APPLIES)] if done.added else lines,
    )


def _as_dict(line: Decision) -> dict[str, str]:
    return dict(zip(journal.COLUMNS, line.row(), strict=True))
