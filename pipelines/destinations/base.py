"""What the sync engine and a destination say to each other."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

Action = Literal["create", "update", "remove"]

#: A value as it is sent: text, number, truth or nothing. Decimals and times go as text.
Value = str | int | float | bool | None


@dataclass(frozen=True)
class Record:
    """One thing to be said about one person. ``fields`` is empty for a remove.

    A higher generation is newer: a destination that sees a lower one late may drop it.
    The fields are personal data and stay out of the repr, and so out of any traceback.
    """

    key: str
    action: Action
    idempotency_key: str
    generation: int
    fields: Mapping[str, Value] = field(repr=False, default_factory=dict)


@dataclass(frozen=True)
class Batch:
    """Records of one sync, planned by one run; the same records make the same batch id."""

    sync_name: str
    run_id: str
    key_column: str
    columns: tuple[str, ...]
    records: tuple[Record, ...]

    @property
    def batch_id(self) -> str:
        """Stands for exactly these records, so a repeat is known as one."""
        keys = "|".join(record.idempotency_key for record in self.records)
        return hashlib.sha256(f"{self.sync_name}|{self.run_id}|{keys}".encode()).hexdigest()[:32]

    def part(self, records: Sequence[Record]) -> Batch:
        """The same batch with some of its records only."""
        return Batch(self.sync_name, self.run_id, self.key_column, self.columns, tuple(records))


@dataclass(frozen=True)
class Rejection:
    """The destination took the batch, but not this record."""

    key: str
    reason: str


class Destination(Protocol):
    """A tool one can write to.

    ``send`` returns the records the tool rejected one by one (all others are accepted)
    or raises one of the errors below. Sending the same record twice must be harmless.
    """

    name: str
    batch_size: int

    def send(self, batch: Batch) -> Sequence[Rejection]: ...


class NotConfigured(Exception):
    """Nobody has said where this destination is; its syncs are passed over."""


class DeliveryError(Exception):
    """A send that did not end in an acceptance. Messages carry no secret and no payload."""


class BatchRefused(DeliveryError):
    """The content was refused as a whole; smaller batches will show which record is bad."""


class Busy(DeliveryError):
    """Not now: sent again in a while, not before ``retry_after`` seconds if given."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unanswered(DeliveryError):
    """No answer came: it may have arrived or not. Said again under the same keys."""


class DoorClosed(DeliveryError):
    """Address, credential or disk is wrong: no record is at fault, and waiting is no help."""
