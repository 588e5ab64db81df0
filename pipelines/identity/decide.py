"""What link, unlink and split write: verdicts on records that the warehouse knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipelines.console import VerbError
from pipelines.identity import journal, register
from pipelines.identity.journal import CANNOT_LINK, MUST_LINK, Decision, Record
from pipelines.identity.records import Held, Registry, record_key


@dataclass(frozen=True)
class Says:
    """Who decides, why, when, and until when; naive UTC."""

    author: str
    reason: str
    at: datetime
    expires: datetime | None = None

    def that(self, decision: str, one: Record, other: Record) -> Decision:
        return journal.verdict(
            decision, one, other, self.author, self.reason, self.at, self.expires
        )  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """Lines that were added, and lines that said so already."""

    added: tuple[Decision, ...]
    stood: tuple[Decision, ...]


def link(registry: Registry, one: str, other: str, says: Says, seed: Path) -> Outcome:
    """The two are one person. For a customer_id its oldest record with a name speaks."""
    left, right = registry.named(one), registry.named(other)
    _refuse_self(one, other, left, right)
    return _write(seed, [says.that(MUST_LINK, left.record, right.record)], says.at)


def unlink(registry: Registry, one: str, other: str, says: Says, seed: Path) -> Outcome:
    """The two are two persons and never share an id. A customer_id must name one record."""
    left, right = (_only(registry.means(name), name) for name in (one, other))
    _refuse_self(one, other, left, right)
    return _write(seed, [says.that(CANNOT_LINK, left.record, right.record)], says.at)


def split(
    registry: Registry,
    customer_id: str,
    apart: Sequence[str],
    keep: Sequence[str],
    says: Says,
    seed: Path,
) -> Outcome:
    """``apart`` are records of another person than ``keep``, which is all others if empty."""
    held = registry.means(customer_id)
    if len(held) == 1:
        raise VerbError(
            f"{customer_id} is one record; there is nothing to split.\n"
            f"Next: cdp identity unlink {held[0].record} OTHER keeps it from another record"
        )
    parted, kept = (_of_customer(registry, held, names) for names in (apart, keep))
    both = sorted(set(parted) & set(kept))
    if both:
        raise VerbError(f"{both[0]} is named both to keep and to part; name it once.")
    kept = kept or [one.record for one in held if one.record not in parted]
    if not kept:
        raise VerbError(
            f"All records of {customer_id} were named; nobody would keep the id.\n"
            "Next: name those only that are another person"
        )
    # What is parted is one other person; the first of it stands for all against the rest.
    first, *others = parted
    lines = [says.that(MUST_LINK, first, record) for record in others]
    lines += [says.that(CANNOT_LINK, first, record) for record in kept]
    return _write(seed, lines, says.at)


def withdraw(
    decision_ids: Sequence[str], author: str, reason: str, at: datetime, seed: Path
) -> list[Decision]:
    """Ends decisions, all or none, by a line each; raises VerbError where one does not stand."""

    def ended(lines: list[Decision], decision_id: str) -> Decision:
        line = next((line for line in lines if line.decision_id == decision_id), None)
        if line is None or line.decision == journal.WITHDRAWN:
            raise VerbError(
                f"There is no decision {decision_id!r} in {seed}.\n"
                "Nothing was written. Next: cdp identity journal"
            )
        if line not in journal.in_force(lines, at):
            raise VerbError(
                f"{line.told()}\nis no longer in force; there is nothing to withdraw.\n"
                "Nothing was written. Next: cdp identity journal --all"
            )
        return journal.verdict(
            journal.WITHDRAWN, line.left, line.right, author, reason, at, None, decision_id
        )

    return journal.append(
        seed, lambda lines: [ended(lines, each) for each in dict.fromkeys(decision_ids)]
    )


def _write(seed: Path, wanted: Sequence[Decision], at: datetime) -> Outcome:
    _refuse_erased(seed, wanted)
    stood: list[Decision] = []

    def decide(lines: list[Decision]) -> list[Decision]:
        standing = {(line.decision, line.pair): line for line in journal.in_force(lines, at)}
        new = []
        for line in wanted:
            same = standing.get((line.decision, line.pair))
            if same is None:
                new.append(line)
            elif same.expires_at == line.expires_at:
                stood.append(same)
            else:
                raise VerbError(
                    f"It is decided already, with another expiry:\n  {same.told()}\n"
                    f"Nothing was written. Next: cdp identity withdraw {same.decision_id}, "
                    "then decide anew"
                )
        return new

    return Outcome(tuple(journal.append(seed, decide)), tuple(stood))


def _refuse_erased(seed: Path, wanted: Sequence[Decision]) -> None:
    """Whoever is registered is nobody from the next build on."""
    erased = register.seed_file(seed.parents[2])
    keys = register.known(erased) if erased.exists() else set()
    for record in dict.fromkeys(record for line in wanted for record in line.pair):
        if record_key(record) in keys:
            raise VerbError(
                f"{record} is registered as erased; from the next build on it is nobody's.\n"
                f"Nothing was written. Next: git log {erased} tells who decided that"
            )


def _refuse_self(one: str, other: str, left: Held, right: Held) -> None:
    if left.record == right.record:
        raise VerbError(
            f"{one} and {other} are one record, {left.record}.\nNext: name two different records"
        )


def _only(held: list[Held], name: str) -> Held:
    if len(held) == 1:
        return held[0]
    listed = " ".join(str(one.record) for one in held[:5])
    more = f" and {len(held) - 5} more" if len(held) > 5 else ""
    raise VerbError(
        f"{name} has {len(held)} records; which of them is another person?\n  {listed}{more}\n"
        f"Next: name a record, or cdp identity split {name} --apart RECORD"
    )


def _of_customer(registry: Registry, held: list[Held], names: Sequence[str]) -> list[Record]:
    ours = {one.record for one in held}
    found = []
    for name in dict.fromkeys(names):
        one = registry.one(name)
        if one.record not in ours:
            raise VerbError(
                f"{name} belongs to {one.customer_id}, not to {held[0].customer_id}.\n"
                f"Next: cdp explain {name} tells whose it is"
            )
        found.append(one.record)
    return found
