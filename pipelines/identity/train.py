"""``cdp identity train``: what the last build learned becomes what the next starts from.

Every build learns from its own pairs how often which field agrees, starting from
``seeds/identity/identity_evidence.csv``. This verb writes what was learned into that file,
under a version of its own, so that git holds the model, small data start from it and
``git revert`` takes it back. It holds shares only, nothing about any person.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import duckdb

from pipelines.console import VerbError
from pipelines.live import open_live
from pipelines.settings import Settings

SEED = Path("seeds/identity/identity_evidence.csv")
COLUMNS = ("model_version", "parameter", "field", "level", "probability")
#: Fewer pairs than these teach little about a field; it stays as it was.
LEAST_PAIRS = 100
#: A share that is written as less would rule the level out for good.
LEAST_SHARE = 0.0001
PLACES = 4


@dataclass(frozen=True)
class Line:
    """How often pairs of a kind (``parameter``) show one level of a field."""

    model_version: str
    parameter: str
    field: str
    level: str
    probability: float

    @property
    def subject(self) -> tuple[str, str]:
        return self.parameter, self.field


@dataclass(frozen=True)
class Trained:
    """The lines before and after, in one order, and the subjects that stayed."""

    before: list[Line]
    after: list[Line]
    pairs: dict[tuple[str, str], int]

    @property
    def stayed(self) -> list[tuple[str, str]]:
        """Subjects of which too few pairs spoke."""
        subjects = dict.fromkeys(line.subject for line in self.before)
        return [each for each in subjects if self.pairs.get(each, 0) < LEAST_PAIRS]

    def moved(self) -> list[tuple[Line, Line]]:
        """Lines whose share changed, the largest change first."""
        both = [
            (old, new)
            for old, new in zip(self.before, self.after, strict=True)
            if old.probability != new.probability
        ]
        return sorted(both, key=lambda pair: -abs(pair[1].probability - pair[0].probability))


def read(seed: Path) -> list[Line]:
    """The lines of the model file. Raises VerbError where it is none."""
    try:
        with seed.open(encoding="utf-8", newline="") as file:
            return [
                Line(**{**row, "probability": float(row["probability"])})  # type: ignore[arg-type]
                for row in csv.DictReader(file)
            ]
    except (OSError, TypeError, KeyError, ValueError) as error:
        raise VerbError(f"{seed} is no model file: {error}\nNext: git checkout -- {seed}") from None


def train(settings: Settings, version: str) -> Trained:
    """The model file's lines with what the last build learned; nothing is written.

    Raises VerbError where no build has learned anything yet.
    """
    before = read(settings.root / SEED)
    with open_live(settings.warehouse, "cdp identity train") as connection:
        try:
            found = connection.execute(
                """
                select parameter, field, level, cast(probability as double),
                    cast(sum(pair_count) over (partition by parameter, field) as bigint)
                from live.identity.int_identity_likelihoods
                where parameter not in ('share', 'stranger')
                """
            ).fetchall()
        except duckdb.CatalogException:
            raise VerbError(
                f"{settings.warehouse} has learned nothing yet.\nNext: cdp run, or dbt build"
            ) from None
    learned = {(p, f, level): float(share) for p, f, level, share, _ in found}
    pairs = {(p, f): int(count) for p, f, _, _, count in found}
    after = []
    for subject in dict.fromkeys(line.subject for line in before):
        lines = [line for line in before if line.subject == subject]
        if pairs.get(subject, 0) >= LEAST_PAIRS:
            shares = _rounded([learned.get((*subject, line.level), 0.0) for line in lines])
            lines = [
                replace(line, model_version=version, probability=share)
                for line, share in zip(lines, shares, strict=True)
            ]
        after += lines
    return Trained(before, after, pairs)


def _rounded(shares: list[float]) -> list[float]:
    """Shares with four digits that sum to one; none is nothing."""
    kept = [max(round(share, PLACES), LEAST_SHARE) for share in shares]
    largest = kept.index(max(kept))
    kept[largest] = round(kept[largest] + 1 - sum(kept), PLACES)
    return kept


def write(lines: Iterable[Line], seed: Path) -> None:
    """Replaces the model file, all or nothing."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in lines:
        writer.writerow(
            [line.model_version, line.parameter, line.field, line.level,
             f"{line.probability:.{PLACES}f}"]
        )  # fmt: skip
    part = seed.with_suffix(".part")
    part.write_text(out.getvalue(), encoding="utf-8")
    part.replace(seed)


def version_of(at: datetime) -> str:
    """The version's name: when it was learned, UTC."""
    return f"trained {at:%Y-%m-%d %H:%M}"


def told(done: Trained, written: bool) -> list[str]:
    """What changed, for people."""
    moved = done.moved()
    lines = [f"{len(moved)} of {len(done.after)} shares move; the largest first:"] if moved else []
    for old, new in moved[:12]:
        lines.append(
            f"  {old.parameter:<9} {old.field:<19} {old.level:<11}"
            f" {old.probability:.4f} -> {new.probability:.4f}"
        )
    if len(moved) > 12:
        lines.append(f"  and {len(moved) - 12} more: git diff {SEED}")
    if done.stayed:
        lines.append(f"Too few pairs (under {LEAST_PAIRS}), so these stay:")
        lines += [f"  {parameter} {name}" for parameter, name in done.stayed]
    if not moved:
        return [*lines, "Nothing moves; the model file stays."]
    if not written:
        return [*lines, "Nothing is written (--dry-run)."]
    return [*lines, f"Written: {SEED}", "Next: cdp identity diff; dbt build; commit the file."]
