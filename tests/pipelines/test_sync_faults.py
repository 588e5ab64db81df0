"""Killed, cut off, refused, repeated: in the end the destination holds the segment."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.destinations.base import (
    Batch,
    BatchRefused,
    Busy,
    DoorClosed,
    Record,
    Rejection,
    Unanswered,
)
from pipelines.destinations.standard_webhooks import SigningSecret
from pipelines.destinations.webhook import Webhook
from pipelines.syncing.delivery import Patience
from pipelines.syncing.engine import sync
from pipelines.syncing.receiver import Receiver, Reply

from .sync_house import SECRET, House

#: `make chaos` plays 2,000 fault sequences; every change plays these.
SEQUENCES = int(os.environ.get("CHAOS_SEQUENCES", "20"))


@pytest.mark.parametrize(
    ("batch", "acts"),
    [(1, False), (2, True), (3, True)],
    ids=["first_before_effect", "second_after_effect", "last_after_effect"],
)
def test_killed_between_send_and_answer_the_next_run_converges(
    tmp_path: Path, batch: int, acts: bool
) -> None:
    house = House(tmp_path)
    names = [f"p{number:03}" for number in range(250)]
    house.wants(*names)
    with Receiver(SECRET) as receiver:
        environment = {
            "STAMMKUNDE_WEBHOOK_URL": receiver.url,
            "STAMMKUNDE_WEBHOOK_SECRET": SECRET,
        }
        doomed = subprocess.Popen(
            [sys.executable, "-m", "pipelines.cli", "sync"],
            cwd=house.settings.root,
            env={**house.environment, **environment},
        )
        dead = threading.Event()

        def kill(message: dict[str, Any]) -> Reply | None:
            if dead.is_set() or len(receiver.batches) < batch - 1:
                return None
            os.kill(doomed.pid, signal.SIGKILL)
            dead.set()
            return Reply(acts=acts)

        receiver.answer = kill
        assert doomed.wait(60) == -signal.SIGKILL

        webhook = Webhook(receiver.url, SigningSecret(SECRET))
        (again,) = sync(house.settings, destinations={"webhook": webhook}).syncs
        (quiet,) = sync(house.settings, destinations={"webhook": webhook}).syncs

        assert (again.status, again.created) == ("done", 0)
        assert (quiet.repeated, quiet.unchanged) == (0, 250)
        assert set(receiver.holds["sync_webhook__people"]) == set(names)
        assert receiver.effects == 250, "each person was created exactly once"
        assert house.run(
            "select distinct status, count(*) from raw_syncing.receipts group by 1"
        ) == [("accepted", 250)]
        sent = {record["idempotency_key"] for b in receiver.batches for record in b["records"]}
        assert len(sent) == 250, "what was said twice was said under the same key"


class Killed(BaseException):
    """The process is gone: nothing after this line happens."""


class FakeServer:
    """A destination that honours idempotency keys and generations, and fails as told.

    ``late`` effects arrive when the next message does, as from a queue behind the answer.
    """

    name = "webhook"
    batch_size = 2

    def __init__(self, house: House) -> None:
        self.house = house
        self.faults: list[str] = []
        self.holds: dict[str, dict[str, Any]] = {}
        self.late: list[Record] = []
        self.meaning: dict[str, object] = {}
        self.newest: dict[str, int] = {}
        self.consenting: dict[str, str] = {}
        self.sent = 0

    def send(self, batch: Batch) -> Sequence[Rejection]:
        self.sent += 1
        for record in batch.records:
            meaning = (record.key, record.action, dict(record.fields))
            assert self.meaning.setdefault(record.idempotency_key, meaning) == meaning
            if record.action != "remove":
                assert record.fields["first_name"] == self.consenting[record.key], (
                    "nobody is sent without consent, and nobody with yesterday's fields"
                )
        for record in self.late:
            self.act(record)
        self.late.clear()
        fault = self.faults.pop(0) if self.faults else "none"
        refused = batch.records[:1] if fault == "reject_one" else ()
        if fault in ("busy", "silent", "killed", "closed", "refused"):
            taken: Sequence[Record] = ()
        else:
            taken = [record for record in batch.records if record not in refused]
        if fault == "silent_late":
            self.late.extend(taken)
        else:
            for record in taken:
                self.act(record)
        match fault:
            case "busy" | "busy_after_effect":
                raise Busy("503")
            case "silent" | "silent_after_effect" | "silent_late":
                raise Unanswered("timeout")
            case "killed" | "killed_after_effect":
                raise Killed
            case "closed":
                raise DoorClosed("401")
            case "refused":
                raise BatchRefused("422")
        return [Rejection(record.key, "no") for record in refused]

    def act(self, record: Record) -> None:
        if record.generation < self.newest.get(record.key, 0):
            return
        self.newest[record.key] = record.generation
        if record.action == "remove":
            self.holds.pop(record.key, None)
        else:
            self.holds[record.key] = dict(record.fields)


FAULTS = [
    "none",
    "busy",
    "busy_after_effect",
    "silent",
    "silent_after_effect",
    "silent_late",
    "killed",
    "killed_after_effect",
    "closed",
    "refused",
    "reject_one",
]
PEOPLE = ["ada", "ben", "cem", "dora"]
#: What the build says of each person: not there, without consent, or there as A or B.
BUILD = st.fixed_dictionaries({name: st.sampled_from(["out", "no", "A", "B"]) for name in PEOPLE})
DAY = st.tuples(BUILD, st.lists(st.sampled_from(FAULTS), max_size=6))


@settings(
    max_examples=SEQUENCES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
@given(st.lists(DAY, min_size=1, max_size=4))
def test_after_any_sequence_of_faults_the_destination_holds_the_segment(
    days: list[tuple[dict[str, str], list[str]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        # Held open, the file need not be read anew for each of the run's transactions.
        held_open = duckdb.connect(str(house.settings.warehouse))
        server = FakeServer(house)
        hasty = Patience(attempts=2, first_wait=0.0)

        def run(retry: bool = False) -> None:
            sync(
                house.settings,
                destinations={"webhook": server},
                patience=hasty,
                accept="a test of faults",
                retry_rejected=retry,
            )

        for build, faults in days:
            present = {name: word for name, word in build.items() if word in ("A", "B")}
            house.wants(*(f"{name}={word}" for name, word in present.items()))
            for name, word in build.items():
                if word == "no":
                    house.consent(name, "withdrawn")
            server.consenting = present
            server.faults = list(faults)
            with contextlib.suppress(Killed):
                run()
        server.faults = []
        run(retry=True)

        held = {name: fields["first_name"] for name, fields in server.holds.items()}
        assert held == server.consenting
        before = server.sent
        run()
        assert server.sent == before, "and then there is nothing left to say"
        held_open.close()
