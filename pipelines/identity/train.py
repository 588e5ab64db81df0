"""``cdp identity train``: what the data teach becomes the version that holds.

While ``seeds/identity/identity_model.csv`` is empty, as shipped, every build learns without
labels how often two records of one person, of two relatives and of strangers agree on each
field, and how many pairs are of which kind, and goes by it. This verb writes that into the
file: from then on no build learns, every build, on any data, goes by these numbers, and
git holds the versions. It holds shares only, nothing about any person. To train again while
a version holds, the verb itself has dbt learn from the records of the last build, on a copy
of what that reads: the live file stays as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

import duckdb

from pipelines.building import build
from pipelines.console import Console, VerbError
from pipelines.identity.seeds import text_of
from pipelines.identity.workshop import copy_tables, own_target, workshop
from pipelines.live import open_live
from pipelines.settings import Settings

SEED = Path("seeds/identity/identity_model.csv")
COLUMNS = ("model_version", "parameter", "field", "level", "probability")
#: Of a field on which fewer pairs spoke, the shipped assumption says most.
FEW_PAIRS = 100

#: What learning reads, besides policy.
TAUGHT_BY = (
    "int_identity_features",
    "int_identity_names",
    "int_identity_address_words",
    "int_identity_block_values",
    "int_identity_block_counts",
)

#: parameter, field, level
Subject = tuple[str, str, str]
#: A subject, its share in digits, and how many pairs spoke of the field.
Lesson = tuple[str, str, str, str, int]


@dataclass(frozen=True)
class Move:
    """How often pairs of a kind show a level: in the version before and in the new one."""

    subject: Subject
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class Trained:
    """A version before (its name is empty where none held) and the one just learned."""

    held: str
    before: dict[Subject, Decimal]
    after: dict[Subject, Decimal]
    little_known: list[tuple[str, str]]

    @property
    def is_new(self) -> bool:
        """Whether the version that holds says anything else, or there is none."""
        return self.before != self.after

    def moved(self) -> list[Move]:
        """What both versions know and say otherwise, the largest change first."""
        both = [
            Move(subject, self.before[subject], share)
            for subject, share in self.after.items()
            if subject in self.before and self.before[subject] != share
        ]
        return sorted(both, key=lambda move: (-abs(move.after - move.before), move.subject))


def read(seed: Path) -> tuple[str, dict[Subject, Decimal]]:
    """The version of the file and its shares. Raises VerbError where it is no model file."""
    try:
        rows = csv.DictReader(io.StringIO(text_of(seed), newline=""))
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise ValueError(f"the header must be {', '.join(COLUMNS)}, parted by commas alone")
        version, shares = "", {}
        for row in rows:
            version = row["model_version"]
            subject = row["parameter"], row["field"], row["level"]
            shares[subject] = Decimal(row["probability"])
    except InvalidOperation:
        raise VerbError(
            f"{seed}, line {rows.line_num}: {row['probability']!r} is no share.\n"
            f"Next: git checkout -- {seed}"
        ) from None
    except (OSError, TypeError, ValueError) as error:
        raise VerbError(f"{seed} is no model file: {error}\nNext: git checkout -- {seed}") from None
    return version, shares


def train(settings: Settings, console: Console) -> Trained:
    """The version that holds and what the records of the last build teach; nothing is written.

    Raises VerbError where nothing was built yet, or learning fails.
    """
    held, before = read(settings.root / SEED)
    with open_live(settings.warehouse, "cdp identity train") as connection:
        found = _learned(connection, "live", settings)
    if not found:
        found = _learn(settings, console)
    few = {
        (str(parameter), str(name)): None
        for parameter, name, _, _, pairs in found
        if parameter not in ("relative", "share", "stranger") and pairs < FEW_PAIRS
    }
    return Trained(
        held,
        before,
        {(str(p), str(f), str(level)): Decimal(share) for p, f, level, share, _ in found},
        list(few),
    )


def _learned(connection: duckdb.DuckDBPyConnection, place: str, settings: Settings) -> list[Lesson]:
    """What was learned there; nothing where a version held."""
    try:
        lessons: list[Lesson] = connection.execute(
            f"""
            select parameter, field, level, cast(probability as varchar),
                cast(sum(pair_count) over (partition by parameter, field) as bigint)
            from {place}.identity.int_identity_likelihoods
            order by parameter, field, level
            """
        ).fetchall()
    except duckdb.CatalogException:
        raise VerbError(
            f"{settings.warehouse} has learned nothing yet.\nNext: cdp run, or dbt build"
        ) from None
    return lessons


def _learn(settings: Settings, console: Console) -> list[Lesson]:
    """What a build without a version would have learned, learned on a copy of its inputs."""
    with workshop(settings, "train") as copy:
        with open_live(settings.warehouse, "cdp identity train") as connection:
            # Without their comments: what they tell of their changes is not learned from.
            tables = connection.execute(
                "select schema_name, table_name, null from duckdb_tables() where"
                " database_name = 'live' and (list_contains(?, table_name)"
                " or schema_name = 'policy') order by all",
                [list(TAUGHT_BY)],
            ).fetchall()
            copy_tables(connection, settings.warehouse, copy, tables, console)
            connection.execute("delete from trial.policy.identity_model")
        above = [f"+{name}" for name in TAUGHT_BY]
        with own_target(copy.parent / "target"):
            build(
                replace(settings, warehouse=copy),
                ["--select", "+int_identity_likelihoods", "--exclude", *above,
                 "--resource-type", "model", "--no-write-json"],
                console,
            )  # fmt: skip
        with open_live(copy, "cdp identity train") as connection:
            return _learned(connection, "live", settings)


def write(shares: dict[Subject, Decimal], version: str, seed: Path) -> None:
    """Replaces the model file, all or nothing; no shares leave it empty, as shipped."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((version, *subject, f"{share:f}") for subject, share in shares.items())
    part = seed.with_suffix(".part")
    part.write_text(out.getvalue(), encoding="utf-8")
    part.replace(seed)


def version_of(at: datetime) -> str:
    """The version's name: when it was learned, UTC."""
    return f"trained {at:%Y-%m-%d %H:%M}"


def told(done: Trained, version: str, is_written: bool) -> Iterable[str]:
    """What changed, for people."""
    if not done.is_new:
        return [f"{done.held} holds and says the same; the model file stays."]
    moved = done.moved()
    lines = [
        f"{version}: {len(done.after)} shares; before, "
        + (f"{done.held}." if done.held else "every build learned anew.")
    ]
    if moved:
        lines.append(f"Shares that move: {len(moved)}; the largest first:")
    # What moves in the fifth digit would stand there as if it did not.
    seen = [(move, f"{move.before:.4f}", f"{move.after:.4f}") for move in moved[:12]]
    seen = [each for each in seen if each[1] != each[2]]
    for move, was, now in seen:
        parameter, name, level = move.subject
        lines.append(f"  {parameter:<9} {name:<19} {level:<11} {was} -> {now}")
    if len(moved) > len(seen):
        where = f": git diff {SEED}" if is_written else ""
        lines.append(f"  and {len(moved) - len(seen)} more{where}")
    if done.little_known:
        lines.append(f"Few pairs (under {FEW_PAIRS}) spoke, so near what is shipped:")
        lines += [f"  {parameter} {name}" for parameter, name in done.little_known]
    if not is_written:
        return [*lines, "Nothing is written (--dry-run)."]
    return [*lines, f"Written: {SEED}", "Next: cdp identity diff; dbt build; commit the file."]
