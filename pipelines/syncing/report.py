"""What a sync run did, for people and for machines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from pipelines.console import FAILED, STOPPED

State = Literal["done", "planned", "stopped", "failed", "not configured"]


@dataclass
class SyncResult:
    """One sync of one run.

    created, updated, removed: what the plan says (the withdrawn at the gate included).
    repeated: said before without an answer, so said again under the same key.
    accepted, rejected, unsettled: what came back; unsettled is left to the next run.
    withheld: people without consent now, though the table still lists them.
    rejected_before: refused earlier and not tried again, because nothing changed.
    """

    name: str
    destination: str
    status: State = "done"
    message: str = ""
    audience: int = 0
    created: int = 0
    updated: int = 0
    removed: int = 0
    repeated: int = 0
    unchanged: int = 0
    accepted: int = 0
    rejected: int = 0
    unsettled: int = 0
    withheld: int = 0
    rejected_before: int = 0
    reasons: dict[str, int] = field(default_factory=dict)


@dataclass
class SyncReport:
    """All syncs of one run."""

    run_id: str
    dry_run: bool
    syncs: list[SyncResult] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """1 if any failed, 3 if any was stopped by the breaker, else 0."""
        states = {result.status for result in self.syncs}
        return FAILED if "failed" in states else STOPPED if "stopped" in states else 0

    def payload(self) -> dict[str, Any]:
        """For --json."""
        return asdict(self)

    def lines(self) -> Iterator[str]:
        """At most 80 columns."""
        yield f"{'sync':<38}{'create':>8}{'update':>8}{'remove':>8}{'same':>9}{'taken':>9}"
        for result in self.syncs:
            counts = (result.created, result.updated, result.removed)
            taken = "-" if self.dry_run else f"{result.accepted:,}"
            yield (
                f"{result.name.removeprefix('sync_')[:37]:<38}"
                + "".join(f"{count:>8,}" for count in counts)
                + f"{result.unchanged:>9,}{taken:>9}"
            )
            for note in self._notes(result):
                yield from _wrapped(note)
        if self.dry_run:
            yield "Dry run: nothing was sent and nothing was written."

    @staticmethod
    def _notes(result: SyncResult) -> Iterator[str]:
        if result.status in ("stopped", "failed", "not configured"):
            yield f"{result.status}: {result.message}"
        elif result.message:
            yield result.message
        told = {
            "said again under the same key": result.repeated,
            "rejected": result.rejected,
            "rejected before, unchanged since": result.rejected_before,
            "without consent now, not sent": result.withheld,
            "left to the next run": result.unsettled,
        }
        for words, count in told.items():
            if count:
                yield f"{count:,} {words}"
        for reason, count in sorted(result.reasons.items(), key=lambda item: -item[1])[:5]:
            yield f"{count:,} x {reason}"


def _wrapped(text: str) -> Iterator[str]:
    import textwrap

    yield from textwrap.wrap(text, 76, initial_indent="  ", subsequent_indent="    ")
