"""Behaviour events: none lost, none double, whatever the delay, the clock and the order."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from .event_house import SPECIFICATION, build_events
from .landing_house import House

CALLS = {"identify", "track", "page", "screen", "group", "alias"}

Message = dict[str, Any]


def lines(messages: list[Message]) -> str:
    return "".join(json.dumps(message) + "\n" for message in messages)


def utc(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="milliseconds") + "Z"


@pytest.mark.parametrize("seed", [20261128])
def test_late_and_repeated_events_are_none_lost_and_none_double(tmp_path: Path, seed: int) -> None:
    """1,500 messages, sent up to 400 days after they happened, a third of them up to three
    times, some ids reused for another payload, in five loads in any order."""
    chance = random.Random(seed)
    start = dt.datetime(2025, 1, 1)
    sent: list[Message] = []
    happened: dict[str, dt.datetime] = {}
    first: dict[str, tuple[dt.datetime, str]] = {}
    payloads: dict[str, set[str]] = {}

    def send(message: Message, received: dt.datetime, off: dt.timedelta) -> None:
        message = {
            **message,
            "originalTimestamp": utc(happened[message["messageId"]] + off),
            "sentAt": utc(received + off),
            "receivedAt": utc(received),
        }
        message["timestamp"] = message["originalTimestamp"]  # not corrected by anybody yet
        sent.append(message)

    for number in range(1_500):
        id = f"m{number}"
        happened[id] = start + dt.timedelta(seconds=chance.randrange(200 * 86_400))
        # The device's clock may stand anywhere; it is as wrong when it sends.
        off = dt.timedelta(days=chance.choice([0, 0, 0, 0, -20_000, 3_000]))
        delay = chance.choice([0, 1, 8, 30, 400]) * 86_400 + chance.randrange(1, 3_600)
        moments = sorted(
            happened[id]
            + dt.timedelta(seconds=min(delay + chance.randrange(9) * again, 34_560_000))
            for again in range(chance.choice([1, 1, 2, 3]))
        )
        for again, moment in enumerate(moments):
            reused = again > 0 and number % 100 == 7
            total = f"{number}.{again if reused else 0}"
            message = {
                "messageId": id, "type": "track", "event": "Order Completed",
                "anonymousId": f"a{number % 200}", "properties": {"total": total},
            }  # fmt: skip
            received = moment + dt.timedelta(milliseconds=again)
            first.setdefault(id, (received, total))
            payloads.setdefault(id, set()).add(total)
            send(message, received, off)
    chance.shuffle(sent)
    house = House(tmp_path)
    for load in range(5):
        house.drop(f"segment/events-{load}.jsonl", lines(sent[load::5]))
        house.land()

    build_events(house)

    events = dict(
        (id, (happened_at, total))
        for id, happened_at, total in house.rows(
            "select message_id, occurred_at, properties::json ->> 'total' from conformed.int_events"
        )
    )
    assert house.rows("select count(*) from conformed.int_events") == [(1_500,)]
    assert {id: total for id, (_, total) in events.items()} == {
        id: total for id, (_, total) in first.items()
    }
    assert {id: moment for id, (moment, _) in events.items()} == happened
    listed = Counter(
        id
        for (id,) in house.rows("select message_id from staging.stg_segment__conflicting_messages")
    )
    assert listed == {id: len(said) - 1 for id, said in payloads.items() if len(said) > 1}
    assert len(listed) >= 5


def test_a_message_of_another_clock_or_form_goes_where_it_should(tmp_path: Path) -> None:
    """Without an id nobody could tell a repetition; without a time, when it happened."""
    sound = {"messageId": "m1", "type": "track", "event": "Signed Up", "userId": "u1",
             "timestamp": "2025-10-26T02:30:00+01:00"}  # fmt: skip
    house = House(tmp_path)
    house.drop(
        "segment/events-1.jsonl",
        lines(
            [
                sound,
                {key: value for key, value in sound.items() if key != "messageId"},
                {**sound, "messageId": "m2", "timestamp": "yesterday"},
                {**sound, "messageId": "m3", "type": ""},
                {**sound, "messageId": "m4", "properties": {"deep": {"er": [1]}}, "userId": 7},
            ]
        ),
    )

    report = house.land()

    assert report.files[0].landed_count == 2
    assert house.quarantine() == [
        ("events-1.jsonl", 2, "messageId", "messageId is empty"),
        ("events-1.jsonl", 3, "timestamp",
         "timestamp is not a time such as 2025-12-31T23:59:00+01:00"),
        ("events-1.jsonl", 4, "type", "type is empty"),
    ]  # fmt: skip
    assert house.rows("select message_id, user_id, properties from raw_segment.events") == [
        ("m1", "u1", None),
        ("m4", "7", '{"deep":{"er":[1]}}'),
    ]


@pytest.mark.skipif(not SPECIFICATION.exists(), reason="the data set lies beside a checkout")
def test_the_specifications_own_events_land_or_say_why_not(tmp_path: Path) -> None:
    """125 payloads of Segment's documentation, many of them fragments without an id."""
    payloads = [
        json.loads(line)["payload"] for line in SPECIFICATION.read_text("utf-8").splitlines()
    ]
    house = House(tmp_path)
    house.drop("segment/events-spec.jsonl", lines(payloads))

    report = house.land()

    (file,) = report.files
    assert (file.row_count, file.landed_count + file.quarantined_count) == (125, 125)
    reasons = dict(house.rows("select row_number, reason from landing.quarantine"))
    for number, payload in enumerate(payloads, start=1):
        missing = [key for key in ("messageId", "type", "timestamp") if not payload.get(key)]
        expected = f"{missing[0]} is empty" if missing else None
        if "user_id" in payload:
            expected = "the record has user_id where others have userId"
        assert reasons.get(number) == expected
    sound = [p for p in payloads if p.get("messageId") and p.get("type") and p.get("timestamp")]
    assert file.landed_count == len(sound) >= 5
    ids = {id for (id,) in house.rows("select message_id from raw_segment.events")}
    assert ids == {payload["messageId"] for payload in sound}
