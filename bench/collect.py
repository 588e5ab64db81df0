"""How many events a second ``cdp collect`` acknowledges, each on the disk before it is.

Eight senders, batches of 100 track events of about 600 bytes, gzip as the clients do it.
Beside it the same bytes appended and flushed to the disk batch by batch, without HTTP.
"""

from __future__ import annotations

import base64
import gzip
import http.client
import json
import os
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from tests.pipelines.event_house import KEY, Collect
from tests.pipelines.landing_house import House

SENDERS, BATCHES, SIZE = 8, 50, 100


def batch() -> bytes:
    """What a shop sends when people look at articles."""
    events = [
        {
            "messageId": str(uuid4()), "type": "track", "event": "Product Viewed",
            "userId": str(uuid4()), "timestamp": "2026-01-01T10:00:00.000Z",
            "properties": {"product_id": str(uuid4()), "price": 19.9, "currency": "EUR",
                           "name": "Geschenkgutschein", "text": "x" * 250},
            "context": {"library": {"name": "bench", "version": "1"}},
        }
        for _ in range(SIZE)
    ]  # fmt: skip
    return json.dumps({"batch": events, "sentAt": "2026-01-01T10:00:00.000Z"}).encode()


def main() -> None:
    bodies = [[batch() for _ in range(BATCHES)] for _ in range(SENDERS)]
    packed = [[gzip.compress(body, 6) for body in own] for own in bodies]
    total = SENDERS * BATCHES * SIZE
    headers = {
        "Authorization": "Basic " + base64.b64encode(f"{KEY}:".encode()).decode(),
        "Content-Encoding": "gzip",
    }
    waits: list[float] = []
    with tempfile.TemporaryDirectory() as place, Collect(House(Path(place))) as running:
        address = urlsplit(running.url)

        def send(own: list[bytes]) -> None:
            connection = http.client.HTTPConnection(str(address.hostname), address.port)
            for body in own:
                start = time.monotonic()
                connection.request("POST", "/v1/batch", body, headers)
                answer = connection.getresponse()
                answer.read()
                assert answer.status == 200
                waits.append(time.monotonic() - start)

        threads = [threading.Thread(target=send, args=(own,)) for own in packed]
        start = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.monotonic() - start

        start = time.monotonic()
        file = os.open(Path(place) / "limit", os.O_WRONLY | os.O_CREAT)
        for own in bodies:
            for body in own:
                os.write(file, body)
                os.fsync(file)
        limit = time.monotonic() - start
    waits.sort()
    print(
        f"   {total:,} events in {seconds:.1f} s: {total / seconds:,.0f} a second, "
        f"a batch of {SIZE} acknowledged in {waits[len(waits) // 2] * 1e3:.0f} ms (median), "
        f"{waits[len(waits) * 99 // 100] * 1e3:.0f} ms (99 %)"
    )
    print(f"   the same bytes written and flushed one batch at a time: {limit:.1f} s")


if __name__ == "__main__":
    main()
