"""``cdp collect``: what it acknowledges is kept, what it does not take it says why."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import json
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.collecting.spool import Spool, SpoolTaken, close_abandoned

from .event_house import KEY, ROOT, SPECIFICATION, Collect
from .landing_house import House

Answer = tuple[int, dict[str, Any], dict[str, str]]


def basic(key: str) -> str:
    return "Basic " + base64.b64encode(f"{key}:".encode()).decode()


def post(url: str, body: bytes | dict[str, Any], key: str | None = KEY, **headers: str) -> Answer:
    """(status, document, headers) of the answer."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if key is not None:
        named["Authorization"] = basic(key)
    request = urllib.request.Request(url, data, named, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read()), dict(answer.headers)
    except urllib.error.HTTPError as error:
        text = error.read()
        return error.code, json.loads(text) if text[:1] == b"{" else {}, dict(error.headers)


def track(number: int, **more: Any) -> dict[str, Any]:
    return {"messageId": f"m{number}", "type": "track", "event": "E", "userId": "u", **more}


@pytest.fixture(scope="module")
def collect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collect]:
    with Collect(House(tmp_path_factory.mktemp("collect"))) as running:
        yield running


@pytest.mark.parametrize(
    ("path", "body", "headers", "status", "reason"),
    [
        ("/v1/batch", b"{", {}, 400, "malformed JSON"),
        ("/v1/batch", b"[]", {}, 400, "no JSON object"),
        ("/v1/batch", b'{"batch": {}}', {}, 400, "no list called batch"),
        ("/v1/batch", b'{"batch": [{}, 7]}', {}, 400, "message 2 of the batch"),
        ("/v1/track", b'{"properties": {"total": NaN}}', {}, 400, "NaN is no number"),
        ("/v1/track", b'{"event": "\xff"}', {}, 400, "not UTF-8"),
        ("/v1/track", b'{"event": "\\ud800"}', {}, 400, "surrogate"),
        ("/v1/track", b'{"a":' * 50_000 + b"1" + b"}" * 50_000, {}, 400, "nested too deeply"),
        ("/v1/track", b"no gzip", {"Content_Encoding": "gzip"}, 400, "no valid gzip"),
        ("/v1/track", gzip.compress(b"{}" * 99, mtime=0)[:-9], {"Content_Encoding": "gzip"}, 400,
         "ends too early"),
        ("/v1/track", b"{}", {"Content_Encoding": "br"}, 415, "plain or gzip"),
        ("/v1/track", json.dumps({"event": "x" * 33_000}).encode(), {}, 413, "32768 bytes"),
        ("/v1/batch", b" " * 600_000, {}, 413, "512000 bytes"),
        ("/v1/batch", gzip.compress(b" " * 300_000_000, 9, mtime=0),
         {"Content_Encoding": "gzip"}, 413, "512000 bytes"),
        ("/v1/sing", b"{}", {}, 404, "no such call"),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_answered_with_the_reason(
    collect: Collect, path: str, body: bytes, headers: dict[str, str], status: int, reason: str
) -> None:
    answered, document, _ = post(collect.url + path, body, **headers)

    assert answered == status
    assert document["success"] is False
    assert reason in document["message"]


@pytest.mark.parametrize("key", [None, "", "wrong", KEY + "x"])
def test_who_gives_no_valid_write_key_is_turned_away(collect: Collect, key: str | None) -> None:
    status, document, headers = post(collect.url + "/v1/batch", {"batch": []}, key)

    assert (status, document["code"]) == (401, "unauthorized")
    assert headers["www-authenticate"] == "Basic"


def test_web_pages_may_not_send_unless_they_are_named(collect: Collect, tmp_path: Path) -> None:
    asked = {
        "Origin": "https://shop.example.com", "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }  # fmt: skip

    def preflight(url: str) -> str | None:
        request = urllib.request.Request(url + "/v1/t", headers=asked, method="OPTIONS")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return str(answer.headers["access-control-allow-origin"])
        except urllib.error.HTTPError as error:
            return error.headers["access-control-allow-origin"]

    assert preflight(collect.url) is None
    with Collect(House(tmp_path), ("--allow-origin", "https://shop.example.com")) as open_one:
        assert preflight(open_one.url) == "https://shop.example.com"
        # A page sends its key in the body, and knows the calls by one letter.
        said = {**track(1), "writeKey": KEY}
        assert post(open_one.url + "/v1/t", said, key=None)[0] == 200


def test_every_call_lands_with_its_clock_set_right_and_its_sender_named(tmp_path: Path) -> None:
    house = House(tmp_path)
    now = dt.datetime.now(dt.UTC)
    behind = dt.timedelta(days=365)  # the sender's clock is a year behind
    said = {
        "messageId": "batched", "type": "track", "event": "Order Completed", "userId": 7,
        "timestamp": (now - behind - dt.timedelta(hours=2)).isoformat(),
        "properties": {"total": 12345678901234567890, "name": "Äpfel\u2028\x00"},
        "_metadata": {"nodeVersion": "20"}, "user_id": "odd",
    }  # fmt: skip
    batch = {
        "batch": [said, {"messageId": "untyped"}], "sentAt": (now - behind).isoformat(),
        "context": {"ip": "192.0.2.1"}, "writeKey": KEY,
    }  # fmt: skip
    with Collect(house) as running:
        for call in ("identify", "track", "page", "screen", "group", "alias"):
            assert post(f"{running.url}/v1/{call}", {"messageId": call, "userId": "u"})[0] == 200
        body = gzip.compress(json.dumps(batch).encode())
        assert post(f"{running.url}/v1/import", body, Content_Encoding="gzip")[0] == 200
        assert "still being written" in " ".join(house.land().lines())
        assert running.stop() == 0

    report = house.land()

    assert [file.landed_count for file in report.files] == [7]
    assert house.rows(
        "select message_id, type from raw_segment.events where message_id = type order by 1"
    ) == [(call, call) for call in ("alias", "group", "identify", "page", "screen", "track")]
    ((landed, total, others, context, label, received),) = house.rows(
        "select timestamp, properties::json ->> 'total', other_fields, context, project_id,"
        " received_at from raw_segment.events where message_id = 'batched'"
    )
    happened, seen = (dt.datetime.fromisoformat(text) for text in (landed, received))
    # It happened two hours before it was sent, whatever the sender's clock said.
    assert abs(seen - happened - dt.timedelta(hours=2)) < dt.timedelta(seconds=1)
    assert abs(seen - now) < dt.timedelta(minutes=1)
    assert (total, label, json.loads(context)) == (
        "12345678901234567890", "web", {"ip": "192.0.2.1"},
    )  # fmt: skip
    assert json.loads(others) == {"_metadata": {"nodeVersion": "20"}, "user_id": "odd"}
    ((name, _, column, reason),) = house.quarantine()
    assert name.startswith("events-")
    assert (column, reason) == ("type", "type is empty")
    assert list((house.settings.spool / "segment").glob("events-*")) == []


@pytest.mark.skipif(not SPECIFICATION.exists(), reason="the data set lies beside a checkout")
def test_the_specifications_own_events_are_all_taken_and_accounted_for(tmp_path: Path) -> None:
    """Without an id or a time the door adds them; without a type nobody can."""
    payloads = [
        json.loads(line)["payload"] for line in SPECIFICATION.read_text("utf-8").splitlines()
    ]
    house = House(tmp_path)
    with Collect(house) as running:
        assert post(running.url + "/v1/batch", {"batch": payloads})[0] == 200
        running.stop()

    (file,) = house.land().files

    typed = sum(bool(payload.get("type")) for payload in payloads)
    assert (file.landed_count, file.quarantined_count) == (typed, 125 - typed)
    assert {reason for *_, reason in house.quarantine()} == {"type is empty"}


def test_killed_at_any_moment_every_acknowledged_event_lands(tmp_path: Path) -> None:
    """Eight kills while four senders are at work, each of which repeats what it got no
    answer to; a landing run may come at any time, too."""
    chance = random.Random(20261128)
    house = House(tmp_path)
    acknowledged: list[set[int]] = [set() for _ in range(4)]
    url = ""
    stopped = threading.Event()

    def send(place: int) -> None:
        number = place
        while not stopped.is_set():
            batch = {"batch": [track(number + 4 * step) for step in range(5)]}
            try:
                if post(url + "/v1/batch", batch)[0] == 200:
                    acknowledged[place].update(number + 4 * step for step in range(5))
                    number += 20
            except OSError:
                time.sleep(0.02)  # nobody is there; the batch is sent again

    senders = [threading.Thread(target=send, args=(place,)) for place in range(4)]
    for round in range(8):
        with Collect(house) as running:
            url = running.url
            if round == 0:
                for sender in senders:
                    sender.start()
            time.sleep(0.1 + chance.random() * 0.4)
            if round % 3 == 1:
                house.land()
            running.stop(signal.SIGKILL)
        if round % 3 == 2:
            house.land()
    stopped.set()
    for sender in senders:
        sender.join()

    house.land()  # no collector runs any more: landing closes what the last one left

    kept = {f"m{number}" for numbers in acknowledged for number in numbers}
    assert len(kept) > 100
    landed = {id for (id,) in house.rows("select distinct message_id from raw_segment.events")}
    assert kept <= landed
    assert house.quarantine() == []
    assert [path.name for path in (house.settings.spool / "segment").glob("events-*")] == []


@given(content=st.binary(max_size=200).map(lambda text: text.replace(b"\n", b"\n\n")))
def test_what_a_kill_left_is_cut_behind_its_last_whole_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("spool")
    (folder / "events-1.jsonl.part").write_bytes(content)

    close_abandoned(folder)

    whole = b"".join(line + b"\n" for line in content.split(b"\n")[:-1])
    left = [path.read_bytes() for path in folder.glob("events-1.jsonl")]
    assert left == ([whole] if whole else [])
    assert list(folder.glob("*.part")) == []


def test_a_spool_has_one_writer_and_its_file_is_closed_by_age(tmp_path: Path) -> None:
    now = [0.0]
    spool = Spool(tmp_path, age=30, reserve=0, clock=lambda: now[0])
    spool.write(b"{}\n")
    with pytest.raises(SpoolTaken):
        Spool(tmp_path)
    close_abandoned(tmp_path)  # what a living process writes is left alone
    spool.rotate_if_due()
    assert [path.suffix for path in tmp_path.glob("events-*")] == [".part"]

    now[0] = 31
    spool.rotate_if_due()

    assert [path.read_bytes() for path in tmp_path.glob("events-*.jsonl")] == [b"{}\n"]
    spool.close()


def test_a_full_disk_puts_senders_off_and_loses_nothing(tmp_path: Path) -> None:
    house = House(tmp_path)
    answers: dict[int, int] = {}
    with Collect(house, file_limit=40_000) as running:
        for number in range(40):
            size = 30_000 if number % 4 == 3 else 1_000
            status, document, headers = post(
                running.url + "/v1/track", track(number, properties={"text": "x" * size})
            )
            answers[number] = status
            if status != 200:
                assert (status, document["code"]) == (429, "spool_full")
                assert int(headers["retry-after"]) > 0
    assert set(answers.values()) == {200, 429}

    house.land()

    landed = {id for (id,) in house.rows("select message_id from raw_segment.events")}
    assert landed == {f"m{number}" for number, status in answers.items() if status == 200}


def test_neither_persons_nor_keys_reach_what_it_prints(tmp_path: Path) -> None:
    house = House(tmp_path)
    mail = "ada.lovelace@example.com"
    with Collect(house, file_limit=3_000) as running:
        for body in (track(1, traits={"email": mail}), track(2, traits={"x": mail * 300}),
                     f'{{"email": "{mail}'.encode()):  # fmt: skip
            post(running.url + "/v1/identify", body)
        post(running.url + f"/v1/{mail}", {}, key=mail)
        running.stop()

    assert "messages" in running.said
    assert mail not in running.said
    assert KEY not in running.said


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("", "STAMMKUNDE_WRITE_KEYS=web="),
        ("only-a-key", "label=key"),
        ("web=same,app=same", "each key once"),
    ],
)
def test_without_usable_write_keys_it_does_not_start(tmp_path: Path, keys: str, told: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "collect", "--port", "0"],
        cwd=ROOT,
        env={"STAMMKUNDE_DUCKDB": str(tmp_path / "w.duckdb"), "STAMMKUNDE_WRITE_KEYS": keys},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert told in done.stderr
    assert "only-a-key" not in done.stderr


def test_a_second_collector_on_one_spool_is_told_so(collect: Collect) -> None:
    with pytest.raises(AssertionError, match="Another cdp collect writes to"):
        Collect(collect.house).__enter__()


def test_the_stream_of_an_honest_client_is_not_taken_for_a_bomb(collect: Collect) -> None:
    """Packed in many small blocks, as some clients do."""
    stream = zlib.compressobj(wbits=31)
    parts = [stream.compress(json.dumps({"batch": [track(99)]}).encode()),
             stream.flush(zlib.Z_SYNC_FLUSH), stream.flush()]  # fmt: skip
    assert post(collect.url + "/v1/batch", b"".join(parts), Content_Encoding="gzip")[0] == 200
