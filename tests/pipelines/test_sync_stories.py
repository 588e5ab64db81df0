"""What a destination holds after a sync, told against a receiver on loopback."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.destinations.standard_webhooks import SigningSecret
from pipelines.destinations.webhook import Webhook
from pipelines.syncing.breaker import Limits
from pipelines.syncing.delivery import Patience
from pipelines.syncing.engine import sync
from pipelines.syncing.receiver import Receiver, Reply
from pipelines.syncing.report import SyncResult

from .sync_house import SECRET, House

Sync = Callable[..., SyncResult]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver(SECRET) as listening:
        yield listening


@pytest.fixture
def run(house: House, receiver: Receiver) -> Sync:
    """One run of the house's sync; waits are short."""

    def once(batch_size: int = 100, timeout: float = 0.3, **options: Any) -> SyncResult:
        webhook = Webhook(receiver.url, SigningSecret(SECRET), timeout=timeout)
        webhook.batch_size = batch_size
        options.setdefault("patience", Patience(attempts=3, first_wait=0.01))
        report = sync(house.settings, destinations={"webhook": webhook}, **options)
        return report.syncs[0]

    return once


def people(receiver: Receiver) -> dict[str, str]:
    """Who the destination holds, and under which first name."""
    held = receiver.holds.get("sync_webhook__people", {})
    return {key: fields["first_name"] for key, fields in held.items()}


def test_the_first_sync_sends_everyone_and_the_second_sends_nothing(
    house: House, receiver: Receiver, run: Sync
) -> None:
    house.wants("ada", "ben", "cem")

    first, second = run(), run()

    assert people(receiver) == {"ada": "Ada", "ben": "Ben", "cem": "Cem"}
    assert (first.created, first.accepted) == (3, 3)
    assert (second.created, second.updated, second.removed, second.repeated) == (0, 0, 0, 0)
    assert second.unchanged == 3
    assert len(receiver.batches) == 1


def test_a_changed_field_is_sent_for_that_person_only(
    house: House, receiver: Receiver, run: Sync
) -> None:
    house.wants("ada", "ben")
    run()

    house.wants("ada=Ada-Marie", "ben")
    result = run()

    assert (result.updated, result.unchanged) == (1, 1)
    assert [r["key"] for r in receiver.batches[-1]["records"]] == ["ada"]
    assert people(receiver)["ada"] == "Ada-Marie"


def test_a_rebuild_that_changes_nothing_sends_nothing(
    house: House, receiver: Receiver, run: Sync
) -> None:
    house.wants("ada", "ben")
    run()

    house.wants("ben", "ada")

    assert run().unchanged == 2
    assert len(receiver.batches) == 1


def test_fields_arrive_as_they_are_typed(house: House, receiver: Receiver, run: Sync) -> None:
    house.wants("ada=Gröning-Åß")

    run()

    assert receiver.holds["sync_webhook__people"]["ada"] == {
        "email": "ada@example.com",
        "first_name": "Gröning-Åß",
        "is_member": True,
        "joined_on": "2024-02-29",
        "seen_at": "2025-01-01T10:00:00Z",
        "spent_amount": "12.3000",
    }


def test_who_leaves_the_segment_is_removed_and_may_come_back(
    house: House, receiver: Receiver, run: Sync
) -> None:
    house.wants("ada", "ben")
    run()
    house.wants("ada")
    assert run().removed == 1
    assert set(people(receiver)) == {"ada"}

    house.wants("ada", "ben")

    assert run().created == 1
    assert set(people(receiver)) == {"ada", "ben"}


def test_mirroring_removes_only_people_we_sent(house: House, receiver: Receiver, run: Sync) -> None:
    receiver.holds["sync_webhook__people"] = {"their-own": {"first_name": "Not ours"}}
    house.wants("ada", "ben")
    run()
    house.wants("ada")
    run()

    assert set(people(receiver)) == {"their-own", "ada"}


def test_upsert_keeps_who_left_but_not_who_took_their_consent_back(
    tmp_path: Path, receiver: Receiver
) -> None:
    house = House(tmp_path / "upsert", mode="upsert")
    webhook = Webhook(receiver.url, SigningSecret(SECRET))
    house.wants("ada", "ben", "cem")
    sync(house.settings, destinations={"webhook": webhook})

    house.wants("ada")
    house.consent("cem", "withdrawn")
    sync(house.settings, destinations={"webhook": webhook})

    assert set(people(receiver)) == {"ada", "ben"}


def test_people_who_were_never_asked_are_not_sent_even_if_the_table_lists_them(
    house: House, receiver: Receiver, run: Sync
) -> None:
    house.wants("ada", asked=["ben"])

    result = run()

    assert set(people(receiver)) == {"ada"}
    assert result.withheld == 1


def test_consent_withdrawn_between_build_and_sync_is_obeyed(
    house: House, receiver: Receiver, run: Sync
) -> None:
    house.wants("ada", "ben", "cem")
    run()
    house.wants("ada=Ada-Marie", "ben=Benno", "cem", "dora")
    house.consent("ben", "withdrawn")
    house.consent("dora", "withdrawn")

    result = run()

    assert people(receiver) == {"ada": "Ada-Marie", "cem": "Cem"}
    assert "Benno" not in str(receiver.batches)
    assert "dora" not in str(receiver.batches)
    assert result.withheld == 2


def test_consent_withdrawn_between_two_batches_is_obeyed(
    house: House, receiver: Receiver, run: Sync
) -> None:
    """Ben is planned, and takes his consent back while Ada's batch is on its way."""
    house.wants("ada", "ben")
    receiver.answer = lambda message: house.consent("ben", "withdrawn")

    result = run(batch_size=1)

    assert set(people(receiver)) == {"ada"}
    assert "ben" not in str(receiver.batches)
    assert result.withheld == 1
    assert house.statuses()["ben"] == "withheld"


def test_consent_withdrawn_while_an_answer_is_missing_removes_under_a_new_key(
    house: House, receiver: Receiver, run: Sync
) -> None:
    """Ada's record arrived although we saw no answer. Repeating its key would be dropped."""
    house.wants("ada")
    receiver.answer = lambda message: Reply(delay=0.6)
    assert run(patience=Patience(attempts=1)).status == "failed"
    assert set(people(receiver)) == {"ada"}

    receiver.answer = None
    house.consent("ada", "withdrawn")
    run()

    assert people(receiver) == {}
    keys = [record["idempotency_key"] for b in receiver.batches for record in b["records"]]
    assert len(keys) == len(set(keys)) == 2


def test_consent_withdrawn_while_a_busy_server_makes_us_wait_is_obeyed(
    house: House, receiver: Receiver, run: Sync
) -> None:
    house.wants("ada", "ben")

    def busy_once(message: dict[str, Any]) -> Reply | None:
        receiver.answer = None
        house.consent("ben", "withdrawn")
        return Reply(503)

    receiver.answer = busy_once
    run()

    assert set(people(receiver)) == {"ada"}
    assert [(r["key"], r["action"]) for r in receiver.batches[-1]["records"]] == [
        ("ben", "remove"),
        ("ada", "create"),
    ]


def test_a_busy_server_is_not_asked_before_the_time_it_names(
    house: House, receiver: Receiver, run: Sync
) -> None:
    times: list[float] = []

    def limited(message: dict[str, Any]) -> Reply | None:
        times.append(time.monotonic())
        return Reply(429, headers={"Retry-After": "1"}) if len(times) == 1 else None

    house.wants("ada")
    receiver.answer = limited
    result = run()

    assert times[1] - times[0] >= 1.0
    assert (result.status, result.accepted) == ("done", 1)


def test_a_server_that_asks_for_an_hour_is_left_alone_until_the_next_run(
    house: House, receiver: Receiver, run: Sync
) -> None:
    house.wants("ada")
    receiver.answer = lambda message: Reply(429, headers={"Retry-After": "3600"})

    result = run()

    assert (result.status, result.unsettled, len(receiver.batches)) == ("failed", 1, 1)
    assert "429" in result.message
    assert house.statuses() == {"ada": "retried"}
    receiver.answer = None
    assert run().repeated == 1
    assert set(people(receiver)) == {"ada"}


def test_a_server_error_is_tried_again_and_then_taken(
    house: House, receiver: Receiver, run: Sync
) -> None:
    replies = iter([Reply(500), Reply(502)])
    house.wants("ada")
    receiver.answer = lambda message: next(replies, None)

    result = run()

    assert (result.status, result.accepted) == ("done", 1)
    assert len(set(receiver.message_ids)) == 1, "a repeat carries the id of the first attempt"
    assert house.run("select status, attempt_count from raw_syncing.receipts") == [("accepted", 3)]


def test_a_missing_answer_is_said_again_under_the_same_key_in_the_next_run(
    house: House, receiver: Receiver, run: Sync
) -> None:
    house.wants("ada")
    receiver.answer = lambda message: Reply(delay=0.6)
    assert run(patience=Patience(attempts=1)).status == "failed"
    assert house.statuses() == {"ada": "unknown"}

    receiver.answer = None
    result = run()

    assert (result.repeated, result.created, result.accepted) == (1, 0, 1)
    keys = {record["idempotency_key"] for b in receiver.batches for record in b["records"]}
    assert (len(receiver.batches), len(keys), receiver.effects) == (2, 1, 1)


def test_a_change_of_mind_overrules_what_was_never_answered(
    house: House, receiver: Receiver, run: Sync
) -> None:
    house.wants("ada")
    receiver.answer = lambda message: Reply(delay=0.6)
    run(patience=Patience(attempts=1))

    receiver.answer = None
    house.wants("ada=Ada-Marie")
    run()

    assert people(receiver) == {"ada": "Ada-Marie"}
    assert receiver.batches[-1]["records"][0]["generation"] == 2


def test_one_bad_row_of_a_refused_batch_is_found_and_rejected_alone(
    house: House, receiver: Receiver, run: Sync
) -> None:
    names = [f"p{number:02}" for number in range(16)]
    house.wants(*names)

    def picky(message: dict[str, Any]) -> Reply | None:
        bad = any(record["key"] == "p11" for record in message["records"])
        return Reply(422, {"message": "cannot use p11@example.com here"}) if bad else None

    receiver.answer = picky
    result = run()

    assert (result.accepted, result.rejected) == (15, 1)
    assert set(people(receiver)) == set(names) - {"p11"}
    assert len(receiver.batches) == 9, "1 + 2 * log2(16)"
    ((key, reason),) = house.run(
        "select key, reason from raw_syncing.receipts where status = 'rejected'"
    )
    assert key == "p11"
    assert "422" in reason
    assert "example.com" not in reason, "a receipt keeps no personal data"


def test_a_row_the_answer_lists_is_rejected_and_tried_again_only_once_it_changed(
    house: House, receiver: Receiver, run: Sync
) -> None:
    house.wants("ada", "ben")
    receiver.answer = lambda message: Reply(
        body={"rejected": [{"key": "ben", "reason": "no such account"}]}
    )
    first = run()
    assert (first.accepted, first.rejected) == (1, 1)
    assert first.reasons == {"no such account": 1}

    receiver.answer = None
    second = run()
    assert (second.rejected_before, len(receiver.batches)) == (1, 1)

    house.wants("ada", "ben=Benno")
    assert run().accepted == 1
    assert people(receiver) == {"ada": "Ada", "ben": "Benno"}


def test_rejected_rows_are_tried_again_on_request(
    house: House, receiver: Receiver, run: Sync
) -> None:
    house.wants("ada")
    receiver.answer = lambda message: Reply(body={"rejected": [{"key": "ada"}]})
    run()

    receiver.answer = None

    assert run(retry_rejected=True).accepted == 1
    assert set(people(receiver)) == {"ada"}


def test_a_refused_removal_is_tried_in_every_run(
    house: House, receiver: Receiver, run: Sync
) -> None:
    """A person must not stay where they may not be, whatever the destination said once."""
    house.wants("ada", "ben")
    run()
    house.wants("ada")
    receiver.answer = lambda message: Reply(400)
    assert run().rejected == 1

    receiver.answer = None
    run()

    assert set(people(receiver)) == {"ada"}


@pytest.mark.parametrize("status", [301, 401, 404])
def test_a_wrong_address_or_credential_blames_no_row(
    house: House, receiver: Receiver, run: Sync, status: int
) -> None:
    house.wants("ada", "ben")
    receiver.answer = lambda message: Reply(status, headers={"Location": receiver.url})

    result = run()

    assert (result.status, result.rejected, len(receiver.batches)) == ("failed", 0, 1)
    assert str(status) in result.message
    receiver.answer = None
    assert run().accepted == 2


def test_a_dry_run_counts_and_changes_nothing(house: House, receiver: Receiver, run: Sync) -> None:
    house.wants("ada", "ben")
    before = house.settings.warehouse.read_bytes()
    result = run(dry_run=True)
    assert (result.created, result.status) == (2, "planned")
    assert house.settings.warehouse.read_bytes() == before

    run()
    house.wants("ada=Ada-Marie", "cem")
    before = house.settings.warehouse.read_bytes()
    result = run(dry_run=True)

    assert (result.created, result.updated, result.removed) == (1, 1, 1)
    assert house.settings.warehouse.read_bytes() == before
    assert len(receiver.batches) == 1


def test_a_segment_that_shrinks_by_more_than_a_fifth_stops_until_accepted(
    house: House, receiver: Receiver, run: Sync
) -> None:
    names = [f"p{number:02}" for number in range(50)]
    house.wants(*names)
    run()
    house.wants(*names[:39], "new")

    stopped = run()

    assert stopped.status == "stopped"
    assert "11 people" in stopped.message
    assert set(people(receiver)) == set(names), "neither removals nor additions"

    accepted = run(accept="the shop in Ulm closed")

    assert accepted.status == "done"
    assert set(people(receiver)) == {*names[:39], "new"}
    assert house.run(
        "select accept_reason from raw_syncing.runs where accept_reason is not null"
    ) == [("the shop in Ulm closed",)]


def test_a_shrink_within_a_fifth_or_of_a_handful_passes(
    house: House, receiver: Receiver, run: Sync
) -> None:
    names = [f"p{number:02}" for number in range(50)]
    house.wants(*names)
    run()

    house.wants(*names[:40])
    assert run().removed == 10
    house.wants(*names[:32])
    assert run().status == "done"


def test_an_empty_segment_stops_until_accepted(house: House, receiver: Receiver, run: Sync) -> None:
    house.wants("ada", "ben")
    run()
    house.wants()

    assert run().status == "stopped"
    assert len(people(receiver)) == 2

    assert run(accept="the campaign ended").status == "done"
    assert people(receiver) == {}


def test_an_empty_segment_that_was_always_empty_is_no_alarm(house: House, run: Sync) -> None:
    house.wants()

    result = run()

    assert result.status == "done"
    assert "nobody" in result.message


def test_an_open_breaker_does_not_hold_back_withdrawn_consents(
    house: House, receiver: Receiver, run: Sync
) -> None:
    house.wants("ada", "ben", "cem")
    run()
    house.wants()
    house.consent("ben", "withdrawn")

    result = run()

    assert result.status == "stopped"
    assert set(people(receiver)) == {"ada", "cem"}


def test_a_segment_that_jumps_stops_until_accepted(
    house: House, receiver: Receiver, run: Sync
) -> None:
    house.wants("ada")
    run()
    house.wants("ada", "ben", "cem", "dora")
    narrow = Limits(jump_minimum=2)

    assert run(limits=narrow).status == "stopped"
    assert run(limits=narrow, accept="new shop").created == 3


def test_two_rows_for_one_person_are_refused_before_anything_is_sent(
    house: House, receiver: Receiver, run: Sync
) -> None:
    house.wants("ada", "ben")
    house.run("update activation.sync_webhook__people set customer_id = 'ada'")

    result = run()

    assert result.status == "failed"
    assert "one row per person" in result.message
    assert receiver.batches == []


def test_no_payload_stays_in_the_ledger(house: House, run: Sync) -> None:
    house.wants("ada")
    run()

    kept = house.run("select * from raw_syncing.intents") + house.run(
        "select * from raw_syncing.receipts"
    )

    assert "example.com" not in str(kept)
    assert "Ada" not in str(kept)


def test_a_no_after_an_unclear_answer_still_means_the_person_may_be_there(
    house: House, receiver: Receiver, run: Sync
) -> None:
    """Found by the fault sequences: taken, answered 503, and the repeat refused with 422."""
    house.wants("ada", "ben")
    run()
    house.wants("ada", "ben", "cem")
    taken_but_fails = [Reply(422), Reply(503)]

    def answer(message: dict[str, Any]) -> Reply:
        reply = taken_but_fails.pop()
        if reply.status == 503:
            receiver.holds["sync_webhook__people"]["cem"] = message["records"][0]["fields"]
        return reply

    receiver.answer = answer
    assert run().rejected == 1

    receiver.answer = None
    house.wants("ada", "ben")
    run()

    assert set(people(receiver)) == {"ada", "ben"}


def test_a_no_after_an_unclear_removal_still_means_the_person_may_be_gone(
    house: House, receiver: Receiver, run: Sync
) -> None:
    """Found by the fault sequences: removed, answered 503, the repeat refused; then wanted."""
    house.wants("ada", "ben")
    run()
    house.wants("ada")
    removed_but_fails = [Reply(422), Reply(503)]

    def answer(message: dict[str, Any]) -> Reply:
        receiver.holds["sync_webhook__people"].pop("ben", None)
        return removed_but_fails.pop()

    receiver.answer = answer
    assert run().rejected == 1

    receiver.answer = None
    house.wants("ada", "ben")
    run()

    assert set(people(receiver)) == {"ada", "ben"}
