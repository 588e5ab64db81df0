"""The official event clients against a real ``cdp collect``: events arrive once."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from segment.analytics.client import Client

from .event_house import KEY, Collect, build_events
from .landing_house import House

NODE = Path(__file__).parent / "node_client"


class Tunnel:
    """Stands before a collector and now and then swallows the answer, as tunnels do."""

    def __init__(self, url: str, swallows: int) -> None:
        self.target = urlsplit(url)
        self.swallows = swallows
        self.encodings: Counter[str] = Counter()
        tunnel = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                tunnel.pass_on(self)

            def log_message(self, *arguments: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def pass_on(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["content-length"]))
        self.encodings[request.headers.get("content-encoding", "plain")] += 1
        onward = http.client.HTTPConnection(str(self.target.hostname), self.target.port)
        onward.request("POST", request.path, body, dict(request.headers))
        answer = onward.getresponse()
        text = answer.read()
        if self.swallows > 0:
            self.swallows -= 1
            request.close_connection = True  # the batch is kept, but who sent it cannot know
            return
        request.send_response(answer.status)
        request.send_header("content-length", str(len(text)))
        request.end_headers()
        request.wfile.write(text)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def landed(house: House) -> Counter[str]:
    """How often each message stands in raw."""
    return Counter(id for (id,) in house.rows("select message_id from raw_segment.events"))


def test_the_python_clients_events_arrive_once_though_answers_get_lost(tmp_path: Path) -> None:
    house = House(tmp_path)
    ids: list[str] = []
    errors: list[Any] = []
    with Collect(house) as running:
        tunnel = Tunnel(running.url, swallows=3)
        client = Client(
            KEY, host=tunnel.url, gzip=True, upload_size=40, upload_interval=0.05, timeout=10,
            on_error=lambda error, batch: errors.append(error),
        )  # fmt: skip
        for n in range(240):
            user = f"u{n % 20}"
            calls = [
                lambda user, n: client.identify(user, {"email": f"{user}@example.com"}),
                lambda user, n: client.track(user, "Order Completed", {"order_id": str(n)}),
                lambda user, n: client.page(user, name="Home"),
                lambda user, n: client.screen(user, name="Home"),
                lambda user, n: client.group(user, "g1", {"name": "Initech"}),
                lambda user, n: client.alias(f"a{n}", user),
            ]
            ids.append(calls[n % 6](user, n)[1]["messageId"])
        client.shutdown()
        tunnel.close()
        running.stop()
    assert errors == []
    assert set(tunnel.encodings) == {"gzip"}

    house.land()
    found = landed(house)
    assert set(found) == set(ids)
    assert sum(found.values()) > len(ids), "some batches came twice"
    assert house.quarantine() == []

    build_events(house)
    assert house.rows("select count(*), count(distinct message_id) from conformed.int_events") == [
        (240, 240)
    ]
    assert house.rows("select count(*) from staging.stg_segment__conflicting_messages") == [(0,)]


@pytest.fixture(scope="module")
def node_client(pytestconfig: pytest.Config) -> Path:
    """The client as its lock file says, installed once into the cache."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("node and npm are not installed")
    home = pytestconfig.cache.mkdir("node_client")  # type: ignore[union-attr]
    lock = (NODE / "package-lock.json").read_bytes()
    done = home / "installed.json"
    for name in ("package.json", "package-lock.json", "send.mjs"):
        shutil.copy(NODE / name, home / name)
    if not done.exists() or done.read_bytes() != lock:
        install = subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=home,
            capture_output=True,
            text=True,
        )
        if install.returncode:
            pytest.skip(f"npm ci failed: {install.stderr.strip().splitlines()[-1:]}")
        done.write_bytes(lock)
    return home


def test_the_node_clients_events_arrive_once_though_answers_get_lost(
    tmp_path: Path, node_client: Path
) -> None:
    house = House(tmp_path)
    with Collect(house) as running:
        tunnel = Tunnel(running.url, swallows=2)
        sent = subprocess.run(
            ["node", "send.mjs"],
            cwd=node_client,
            env={**os.environ, "HOST": tunnel.url, "WRITE_KEY": KEY, "COUNT": "120"},
            capture_output=True,
            text=True,
        )
        tunnel.close()
        running.stop()
    assert sent.returncode == 0, sent.stderr
    ids = json.loads(sent.stdout)
    assert len(set(ids)) == 120

    house.land()

    found = landed(house)
    assert set(found) == set(ids)
    assert sum(found.values()) > len(ids), "some batches came twice"
    assert house.quarantine() == []
    assert house.rows(
        "select type, count(distinct message_id) from raw_segment.events group by 1 order by 1"
    ) == [(call, 20) for call in ("alias", "group", "identify", "page", "screen", "track")]
