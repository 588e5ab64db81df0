"""The journal: what people decided about records, as lines of a seed under git.

Lines are appended and never changed. A decision ends by its expiry or by a later line
that withdraws it, so the file tells what was believed at any time. Times are UTC.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipelines.console import VerbError
from pipelines.identity import seeds

COLUMNS = (
    "decision_id", "decision", "left_source_name", "left_source_record_id",
    "right_source_name", "right_source_record_id", "author", "reason",
    "decided_at", "expires_at", "withdraws_decision_id",
)  # fmt: skip
MUST_LINK, CANNOT_LINK, UNSURE, WITHDRAWN = "must_link", "cannot_link", "unsure", "withdrawn"
KINDS = (MUST_LINK, CANNOT_LINK, UNSURE, WITHDRAWN)


@dataclass(frozen=True, order=True)
class Record:
    """One record of one tool."""

    source_name: str
    source_record_id: str

    def __str__(self) -> str:
        return f"{self.source_name}:{self.source_record_id}"


@dataclass(frozen=True)
class Decision:
    """One line of the journal; the smaller record is the left one. Times are naive UTC."""

    decision_id: str
    decision: str
    left: Record
    right: Record
    author: str
    reason: str
    decided_at: datetime
    expires_at: datetime | None = None
    withdraws: str | None = None

    @property
    def pair(self) -> tuple[Record, Record]:
        return self.left, self.right

    def row(self) -> list[str]:
        """The line's fields, in the order of COLUMNS."""
        return [
            self.decision_id, self.decision,
            self.left.source_name, self.left.source_record_id,
            self.right.source_name, self.right.source_record_id,
            self.author, self.reason,
            _written(self.decided_at), _written(self.expires_at), self.withdraws or "",
        ]  # fmt: skip

    def told(self) -> str:
        """The line for people: who decided what."""
        return f"{self.decision_id} {self.decision} {self.left} {self.right} ({self.author})"


@dataclass(frozen=True)
class Clash:
    """Decisions that cannot all hold: two records are one by some, and two by another."""

    cannot: Decision
    musts: tuple[Decision, ...]

    def told(self) -> str:
        return "\n".join(f"  {decision.told()}" for decision in (self.cannot, *self.musts))


def seed_file(root: Path) -> Path:
    """Where the journal of a project stands."""
    return root / "seeds" / "identity" / "identity_decisions.csv"


def now() -> datetime:
    """The project's clock: ``STAMMKUNDE_AS_OF`` where that is set, else this moment, UTC."""
    pinned = os.environ.get("STAMMKUNDE_AS_OF")
    if not pinned:
        return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    try:
        return moment(pinned)
    except ValueError:
        raise VerbError(
            f"STAMMKUNDE_AS_OF is {pinned!r}, which is no moment.\n"
            "Next: give it as 2027-01-31 12:00, UTC, or unset it"
        ) from None


def moment(text: str) -> datetime:
    """A day or a moment as naive UTC; one without a zone is UTC. Raises ValueError."""
    read = datetime.fromisoformat(text.strip())
    return read.astimezone(UTC).replace(tzinfo=None) if read.tzinfo else read


def read(path: Path) -> list[Decision]:
    """All lines. Raises VerbError that names file and line where one cannot be read."""
    return _parsed(path, seeds.text_of(path))


def in_force(decisions: Iterable[Decision], at: datetime) -> list[Decision]:
    """The verdicts that hold at that moment or will hold: not expired, not withdrawn."""
    lines = list(decisions)
    gone = {line.withdraws for line in lines if line.decision == WITHDRAWN}
    return [
        line for line in lines
        if line.decision != WITHDRAWN
        and line.decision_id not in gone
        and (line.expires_at is None or line.expires_at > at)
    ]  # fmt: skip


def clashes(decisions: Iterable[Decision]) -> list[Clash]:
    """Which of these verdicts contradict each other, through any chain of must_links."""
    verdicts = list(decisions)
    ties: dict[Record, list[tuple[Record, Decision]]] = {}
    for line in verdicts:
        if line.decision == MUST_LINK:
            ties.setdefault(line.left, []).append((line.right, line))
            ties.setdefault(line.right, []).append((line.left, line))
    found = []
    for line in verdicts:
        if line.decision == CANNOT_LINK:
            chain = _chain(ties, line.left, line.right)
            if chain:
                found.append(Clash(line, tuple(chain)))
    return found


def verdict(
    decision: str,
    one: Record,
    other: Record,
    author: str,
    reason: str,
    at: datetime,
    expires: datetime | None = None,
    withdraws: str | None = None,
) -> Decision:
    """A new line; its id comes from what it says."""  # fmt: skip
    left, right = sorted((one, other))
    said = (decision, str(left), str(right), author, reason, _written(at), withdraws or "")
    return Decision(
        identifier(said), decision, left, right, author, reason, at, expires, withdraws
    )  # fmt: skip


def identifier(said: Sequence[str]) -> str:
    """The id of a decision that says this: the same words give the same id."""
    return "d" + hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:12]


def append(path: Path, decide: Callable[[list[Decision]], Sequence[Decision]]) -> list[Decision]:
    """Adds the lines that ``decide`` makes of the journal as it stands; returns them.

    Readers see the old file or the new one, never half a line; writers wait for each
    other. Raises VerbError, and adds nothing, when a new line contradicts another.
    """
    with seeds.locked(path):
        before = read(path)
        added = _with_unique_ids(decide(before), {line.decision_id for line in before})
        if not added:
            return []
        _refuse_clashes(before, added)
        _replace(path, seeds.text_of(path), added)
        return added


def _refuse_clashes(before: Sequence[Decision], added: Sequence[Decision]) -> None:
    at = now()
    known = {clash.cannot.decision_id for clash in clashes(in_force(before, at))}
    for clash in clashes(in_force([*before, *added], at)):
        if clash.cannot.decision_id not in known:
            ids = {line.decision_id for line in added}
            old = [x for x in (clash.cannot, *clash.musts) if x.decision_id not in ids]
            withdrawn = " or ".join(line.decision_id for line in old)
            next_step = (
                f"cdp identity withdraw {withdrawn}, if that was wrong"
                if old
                else "change one of these verdicts"
            )
            raise VerbError(
                f"These decisions cannot all hold:\n{clash.told()}\n"
                f"Nothing was written.\nNext: {next_step}"
            )


def _with_unique_ids(lines: Sequence[Decision], taken: set[str]) -> list[Decision]:
    """The same words may be said again after a withdrawal: the id then counts on."""
    unique = []
    for line in lines:
        given, times = line.decision_id, 1
        while given in taken:
            given, times = identifier((line.decision_id, str(times))), times + 1
        taken.add(given)
        unique.append(Decision(given, *list(vars(line).values())[1:]))
    return unique


def _chain(
    ties: dict[Record, list[tuple[Record, Decision]]], start: Record, end: Record
) -> list[Decision]:
    """The fewest must_links that make the two one; empty when none do."""
    came: dict[Record, tuple[Record, Decision] | None] = {start: None}
    waiting = deque([start])
    while waiting and end not in came:
        here = waiting.popleft()
        for there, line in ties.get(here, []):
            if there not in came:
                came[there] = (here, line)
                waiting.append(there)
    path, step = [], came.get(end)
    while step is not None:
        path.append(step[1])
        step = came[step[0]]
    return path[::-1]


def _parsed(path: Path, text: str) -> list[Decision]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines = []
    try:
        header = next(reader, [])
        if tuple(header) != COLUMNS:
            raise ValueError(f"the header must be {', '.join(COLUMNS)}, parted by commas alone")
        for row in reader:
            if row:
                lines.append(_decision(row))
    except (ValueError, csv.Error) as error:
        raise VerbError(
            f"{path}, line {max(reader.line_num, 1)}: {error}.\n"
            "Nothing was written. Next: mend that line (git diff shows who touched it)"
        ) from None
    return lines


def _decision(row: Sequence[str]) -> Decision:
    if len(row) != len(COLUMNS):
        raise ValueError(f"{len(row)} fields, {len(COLUMNS)} are expected")
    named = dict(zip(COLUMNS, row, strict=True))
    if named["decision"] not in KINDS:
        raise ValueError(f"decision must be one of {', '.join(KINDS)}")
    expires = named["expires_at"]
    return Decision(
        decision_id=named["decision_id"],
        decision=named["decision"],
        left=Record(named["left_source_name"], named["left_source_record_id"]),
        right=Record(named["right_source_name"], named["right_source_record_id"]),
        author=named["author"],
        reason=named["reason"],
        decided_at=moment(named["decided_at"]),
        expires_at=moment(expires) if expires else None,
        withdraws=named["withdraws_decision_id"] or None,
    )


def _written(at: datetime | None) -> str:
    return at.isoformat(sep=" ") if at else ""


def _replace(path: Path, text: str, added: Sequence[Decision]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(line.row() for line in added)
    seeds.add_text(path, text, out.getvalue())
