"""Says the intents of one sync to its destination: in batches, patiently, one state at a time.

Each batch is gated, sent once, and its outcome committed before the next one. A batch that
has to wait is gated anew before it is said again.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipelines.destinations.base import (
    Batch,
    BatchRefused,
    Busy,
    DeliveryError,
    Destination,
    DoorClosed,
    Unanswered,
)
from pipelines.syncing.catalog import SyncSpec
from pipelines.syncing.gate import Passed, gate
from pipelines.syncing.ledger import Intent, Ledger, Outcome, Status, write_receipts
from pipelines.syncing.plan import Desired
from pipelines.syncing.scrub import scrub


@dataclass(frozen=True)
class Patience:
    """How long a run waits for a destination; what is left over is said in the next run."""

    attempts: int = 5
    first_wait: float = 1.0
    longest_wait: float = 60.0

    def wait(self, attempt: int, asked: float | None) -> float | None:
        """Seconds before the next attempt; none when this run should give up.

        A server that asks for more than we would wait is never asked earlier.
        """
        if attempt >= self.attempts or (asked or 0.0) > self.longest_wait:
            return None
        doubled: float = self.first_wait * 2 ** (attempt - 1)
        return max(min(doubled, self.longest_wait), asked or 0.0)


@dataclass
class _Parcel:
    """Intents planned by one run, to be said together, and how often that was tried."""

    run_id: str
    intents: list[Intent]
    attempt: int = 0


class Delivery:
    """One sync's sending; ``run`` returns why it ended early, or none."""

    def __init__(
        self,
        ledger: Ledger,
        spec: SyncSpec,
        wanted: Desired,
        destination: Destination,
        run_id: str,
        patience: Patience,
        settled: Callable[[Sequence[Outcome]], None],
    ) -> None:
        self.ledger = ledger
        self.spec = spec
        self.wanted = wanted
        self.destination = destination
        self.run_id = run_id
        self.patience = patience
        self.settled = settled
        self.parcels: deque[_Parcel] = deque()
        self.attempted: set[str] = set()
        self.doubtful: set[str] = set()

    def run(self, intents: Iterable[Intent]) -> str | None:
        """Says all of them. Ends early when the destination cannot be spoken to."""
        for intent in intents:
            self._append(intent)
        while self.parcels:
            parcel = self.parcels.popleft()
            passed = self._gate(parcel)
            if passed.records and (trouble := self._send(parcel, passed)):
                return trouble
        return None

    def _append(self, intent: Intent) -> None:
        """Onto the last parcel of the same planning run that has room, or a new one."""
        last = self.parcels[-1] if self.parcels else None
        if (
            last is None
            or last.run_id != intent.run_id
            or len(last.intents) >= self.destination.batch_size
        ):
            last = _Parcel(intent.run_id, [])
            self.parcels.append(last)
        last.intents.append(intent)

    def _gate(self, parcel: _Parcel) -> Passed:
        with self.ledger.writing() as connection:
            passed = gate(
                connection, self.spec, self.wanted, self.run_id, parcel.intents, self.attempted
            )
        self.settled(passed.outcomes)
        if not passed.removals:
            return passed
        if parcel.run_id == self.run_id:
            parcel.intents = [*passed.intents, *passed.removals]
            return self._gate(parcel)
        for removal in passed.removals:
            self._append(removal)
        return passed

    def _send(self, parcel: _Parcel, passed: Passed) -> str | None:
        """One attempt. What is not settled by it goes back to the front of the queue."""
        parcel.intents = list(passed.intents)
        parcel.attempt += 1
        self.attempted.update(intent.intent_id for intent in parcel.intents)
        batch = Batch(
            self.spec.name,
            parcel.run_id,
            self.spec.key,
            self.wanted.columns,
            tuple(sorted(passed.records, key=lambda one: (one.action != "remove", one.key))),
        )
        try:
            refused = {one.key: one.reason for one in self.destination.send(batch)}
        except BatchRefused as error:
            self._narrow(parcel, passed, str(error))
            return None
        except (Busy, Unanswered) as error:
            return self._wait(parcel, error)
        except DoorClosed as error:
            return self._give_up(parcel, "retried", error)
        fields = {record.key: record.fields for record in batch.records}
        self._settle(
            self._rejected(intent, scrub(refused[intent.key], fields[intent.key]), parcel)
            if intent.key in refused
            else Outcome(intent, "accepted", None, parcel.attempt)
            for intent in parcel.intents
        )
        return None

    def _narrow(self, parcel: _Parcel, passed: Passed, reason: str) -> None:
        """Halves a refused batch until the bad record stands alone."""
        if len(parcel.intents) == 1:
            why = scrub(reason, passed.records[0].fields)
            self._settle([self._rejected(parcel.intents[0], why, parcel)])
            return
        half = len(parcel.intents) // 2
        for intents in (parcel.intents[half:], parcel.intents[:half]):
            self.parcels.appendleft(_Parcel(parcel.run_id, intents))

    def _rejected(self, intent: Intent, reason: str, parcel: _Parcel) -> Outcome:
        """A no; but after a silence, or in an earlier run, it may have been taken."""
        is_doubtful = intent.intent_id in self.doubtful or intent.run_id != self.run_id
        return Outcome(intent, "rejected", reason, parcel.attempt, is_doubtful)

    def _wait(self, parcel: _Parcel, error: Busy | Unanswered) -> str | None:
        self.doubtful.update(intent.intent_id for intent in parcel.intents)
        asked = error.retry_after if isinstance(error, Busy) else None
        seconds = self.patience.wait(parcel.attempt, asked)
        if seconds is None:
            return self._give_up(parcel, "retried" if isinstance(error, Busy) else "unknown", error)
        time.sleep(seconds)
        self.parcels.appendleft(parcel)
        return None

    def _give_up(self, parcel: _Parcel, status: Status, error: DeliveryError) -> str:
        reason = scrub(str(error), {})
        self._settle(Outcome(intent, status, reason, parcel.attempt) for intent in parcel.intents)
        return str(error)

    def _settle(self, outcomes: Iterable[Outcome]) -> None:
        known = list(outcomes)
        with self.ledger.writing() as connection:
            write_receipts(connection, self.spec, self.run_id, known)
        self.settled(known)
