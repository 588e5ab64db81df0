"""A small receiver of our webhooks on loopback: for tests, the demo, and as an example.

It does what a good receiver does: checks the signature and the time, answers a repeated
message without acting twice, acts once per idempotency key, and drops an older generation
that arrives late.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

from pipelines.destinations.standard_webhooks import SigningSecret

Fields = dict[str, Any]

#: No honest batch of a hundred records is longer.
LONGEST_BODY = 5_000_000


@dataclass
class Reply:
    """What to answer. With ``acts`` false the message is answered but not acted upon."""

    status: int = 200
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    acts: bool = True
    delay: float = 0.0


@dataclass
class Receiver:
    """Listens on 127.0.0.1 while used as a context manager.

    answer: asked for a reply to each authentic message; none means take everything.
    jsonl: every authentic message is appended to this file, for the owner's eyes only.
    holds: sync -> key -> fields, what this destination holds now.
    effects: how often a record was acted upon.
    """

    secret: str = field(repr=False)
    answer: Callable[[dict[str, Any]], Reply | None] | None = None
    jsonl: Path | None = None
    holds: dict[str, dict[str, Fields]] = field(default_factory=dict, repr=False)
    batches: list[dict[str, Any]] = field(default_factory=list, repr=False)
    message_ids: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    effects: int = 0
    clock: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        self._secret = SigningSecret(self.secret)
        self._seen: set[str] = set()
        self._newest: dict[tuple[str, str], int] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Receiver:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                if length > LONGEST_BODY:
                    reply = Reply(413)
                    self.close_connection = True
                else:
                    headers = {name.lower(): text for name, text in self.headers.items()}
                    reply = receiver.receive(headers, self.rfile.read(length))
                time.sleep(reply.delay)
                body = json.dumps(reply.body).encode()
                try:
                    self.send_response(reply.status)
                    for name, text in reply.headers.items():
                        self.send_header(name, text)
                    self.send_header("content-type", "application/json")
                    self.send_header("content-length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    self.close_connection = True  # The sender has hung up.

            def log_message(self, format: str, *args: Any) -> None:
                """Says nothing: what goes by here is personal data."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where to post to: for STAMMKUNDE_WEBHOOK_URL."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def receive(self, headers: dict[str, str], body: bytes) -> Reply:
        """Checks, answers and acts."""
        try:
            self._secret.verify(headers, body, self.clock())
        except ValueError as error:
            self.refused.append(str(error))
            return Reply(401, {"reason": "signature"})
        message = json.loads(body)
        reply = (self.answer(message) if self.answer else None) or Reply()
        with self._lock:
            self.batches.append(message)
            self.message_ids.append(headers["webhook-id"])
            if self.jsonl:
                self._note(self.jsonl, message)
            if reply.acts and 200 <= reply.status < 300:
                not_taken = {item["key"] for item in reply.body.get("rejected", [])}
                for record in message["records"]:
                    if record["key"] not in not_taken:
                        self._act(message["sync"], record)
        return reply

    def _act(self, sync: str, record: dict[str, Any]) -> None:
        person = (sync, record["key"])
        is_repeat = record["idempotency_key"] in self._seen
        is_late = record["generation"] < self._newest.get(person, 0)
        if is_repeat or is_late:
            return
        self._seen.add(record["idempotency_key"])
        self._newest[person] = record["generation"]
        self.effects += 1
        held = self.holds.setdefault(sync, {})
        if record["action"] == "remove":
            held.pop(record["key"], None)
        else:
            held[record["key"]] = record["fields"]

    @staticmethod
    def _note(path: Path, message: dict[str, Any]) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(json.dumps(message, ensure_ascii=False) + "\n")
