"""The signed message: its signature, its address, and what it never shows."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from pipelines.destinations.base import (
    Batch,
    Busy,
    DeliveryError,
    DoorClosed,
    Record,
    Unanswered,
)
from pipelines.destinations.standard_webhooks import SigningSecret
from pipelines.destinations.webhook import Webhook
from pipelines.syncing.receiver import Receiver, Reply
from pipelines.web import retry_after

from .sync_house import SECRET

OTHER = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
BATCH = Batch(
    "sync_webhook__people",
    "20250101T000000000000",
    "customer_id",
    ("email",),
    (Record("ada", "create", "key-1", 1, {"email": "ada@example.com"}),),
)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver(SECRET) as listening:
        yield listening


def webhook(receiver: Receiver, secret: str = SECRET) -> Webhook:
    return Webhook(receiver.url, SigningSecret(secret), timeout=0.3)


def test_the_signature_is_the_one_the_specification_gives_as_its_example() -> None:
    signature = SigningSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").sign(
        "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
    )

    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_message_arrives_signed_and_complete(receiver: Receiver) -> None:
    assert webhook(receiver).send(BATCH) == []

    assert receiver.refused == []
    assert receiver.batches == [
        {
            "sync": "sync_webhook__people",
            "run_id": "20250101T000000000000",
            "records": [
                {
                    "key": "ada",
                    "action": "create",
                    "idempotency_key": "key-1",
                    "generation": 1,
                    "fields": {"email": "ada@example.com"},
                }
            ],
        }
    ]


def test_a_message_under_another_secret_is_refused_and_not_acted_upon(
    receiver: Receiver,
) -> None:
    with pytest.raises(DoorClosed, match="401"):
        webhook(receiver, OTHER).send(BATCH)

    assert receiver.refused == ["webhook-signature does not match"]
    assert receiver.batches == []


def test_while_a_key_is_rotated_messages_bear_both_signatures(receiver: Receiver) -> None:
    webhook(receiver, f"{OTHER} {SECRET}").send(BATCH)

    assert receiver.refused == []


@pytest.mark.parametrize("part", ["body", "webhook-id", "webhook-timestamp", "webhook-signature"])
def test_tampering_with_any_part_is_noticed(receiver: Receiver, part: str) -> None:
    now = int(receiver.clock())
    body = b'{"sync": "s", "records": []}'
    message = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(now),
        "webhook-signature": SigningSecret(SECRET).sign("msg_1", now, body),
    }
    assert requests.post(receiver.url, data=body, headers=message, timeout=5).status_code == 200

    if part == "body":
        body = body.replace(b'"s"', b'"t"')
    elif part == "webhook-timestamp":
        message[part] = str(now + 1)
    else:
        message[part] = message[part] + "x"
    answer = requests.post(receiver.url, data=body, headers=message, timeout=5)

    assert answer.status_code == 401
    assert len(receiver.batches) == 1


def test_a_recorded_message_is_refused_once_it_is_older_than_five_minutes(
    receiver: Receiver,
) -> None:
    receiver.clock = lambda: time.time() + 301

    with pytest.raises(DoorClosed, match="401"):
        webhook(receiver).send(BATCH)


def test_a_repeated_message_bears_the_same_id_and_has_no_second_effect(
    receiver: Receiver,
) -> None:
    sender = webhook(receiver)
    sender.send(BATCH)
    sender.send(BATCH)

    assert len(set(receiver.message_ids)) == 1
    assert (len(receiver.batches), receiver.effects) == (2, 1)


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example.com/hook",
        "http://169.254.169.254/latest",
        "http://10.0.0.1/",
        "http://127.0.0.1.example.com/",
        "ftp://127.0.0.1/",
        "https://user:password@example.com/",
        "https://",
        "file:///etc/passwd",
    ],
)
def test_an_address_that_would_show_people_to_the_network_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="address") as error:
        Webhook(url, SigningSecret(SECRET))

    assert "password@" not in str(error.value)


@pytest.mark.parametrize("url", ["https://example.com/x", "http://127.0.0.1/", "http://[::1]/"])
def test_https_and_loopback_are_fine(url: str) -> None:
    assert "example" in repr(Webhook(url, SigningSecret(SECRET))) or "http" in url


@pytest.mark.parametrize(
    "secret", ["", "s3cret-s3cret-s3cret", "whsec_", "whsec_%%%", "whsec_YWJj"]
)
def test_a_weak_or_broken_secret_is_refused_without_being_shown(secret: str) -> None:
    with pytest.raises(ValueError, match="signing secret") as error:
        SigningSecret(secret)

    assert len(secret) < 7 or secret not in str(error.value)


def test_redirects_are_not_followed(receiver: Receiver) -> None:
    with Receiver(SECRET) as elsewhere:
        receiver.answer = lambda message: Reply(307, headers={"Location": elsewhere.url})
        with pytest.raises(DoorClosed, match="307"):
            webhook(receiver).send(BATCH)

        assert elsewhere.batches == []


def test_nothing_shows_the_secret_the_path_or_the_person(
    receiver: Receiver, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    replies = [Reply(500), Reply(403), Reply(400), Reply(delay=0.6)]
    receiver.answer = lambda message: replies.pop(0)
    shown = []
    for _ in range(len(replies)):
        sender = Webhook(receiver.url + "hook-3f9a?token=t0p", SigningSecret(SECRET), timeout=0.3)
        with pytest.raises(DeliveryError) as error:
            sender.send(BATCH)
        shown += [str(error.value), repr(error.value), repr(error.value.__cause__)]
        shown += [repr(sender), repr(BATCH)]
    everything = " ".join(shown) + caplog.text

    assert len(shown) == 20
    assert SECRET.removeprefix("whsec_") not in everything
    assert "ada@example.com" not in everything
    assert "t0p" not in " ".join(shown)


def test_an_unreachable_server_is_told_from_a_missing_answer(receiver: Receiver) -> None:
    receiver.answer = lambda message: Reply(delay=0.6)
    with pytest.raises(Unanswered):
        webhook(receiver).send(BATCH)

    with Receiver(SECRET) as gone:
        sender = webhook(gone)
    with pytest.raises(Busy, match="cannot be reached"):
        sender.send(BATCH)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("7", 7.0),
        ("0.5", 0.5),
        ("-3", 0.0),
        ("Thu, 01 Jan 1970 00:02:00 GMT", 20.0),
        ("soon", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(
    header: str | None, seconds: float | None
) -> None:
    assert retry_after(header, now=100.0) == seconds


def test_the_receiver_can_keep_what_it_got_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "inbox.jsonl"
    with Receiver(SECRET, jsonl=path) as receiver:
        webhook(receiver).send(BATCH)

    (line,) = path.read_text().splitlines()
    assert json.loads(line)["records"][0]["key"] == "ada"
    assert path.stat().st_mode & 0o077 == 0
