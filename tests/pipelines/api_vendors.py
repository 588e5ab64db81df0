"""Servers on loopback that answer as the vendors' APIs do, and judge what they are asked.

Each knows only its vendor's documented rules: what it is asked against them it answers
with an error and notes in ``wrong``, so that a story can say that nothing was.
"""

from __future__ import annotations

import json
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

Record = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """One request, as the server got it."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Reply:
    """One answer; with ``cut`` the connection ends in the middle of the body."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False

    def encoded(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


class Wrong(Exception):
    """The request breaks a rule of the vendor's documentation."""


class Vendor:
    """Listens on 127.0.0.1 while used as a context manager.

    faults: answers to give instead of the true one, used up one by one.
    before: called ahead of each answer, so that a story can change the data meanwhile.
    now: the vendor's clock, told in each answer's Date.
    """

    token = "token-of-the-shop"
    page_size = 7

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.wrong: list[str] = []
        self.faults: list[Reply] = []
        self.before: Callable[[Asked], None] = lambda asked: None
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def answer(self, asked: Asked) -> Reply:
        raise NotImplementedError

    def __enter__(self) -> Any:
        vendor = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                length = int(self.headers.get("content-length") or 0)
                asked = Asked(
                    self.command,
                    parts.path,
                    dict(parse_qsl(parts.query, keep_blank_values=True)),
                    {name.lower(): text for name, text in self.headers.items()},
                    self.rfile.read(length),
                )
                reply = vendor.reply(asked)
                body = reply.encoded()
                self.send_response_only(reply.status)
                self.send_header("date", vendor.now().strftime("%a, %d %b %Y %H:%M:%S GMT"))
                for name, text in reply.headers.items():
                    self.send_header(name, text)
                self.send_header("content-type", "application/json; charset=utf-8")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if reply.cut else body)
                self.close_connection = reply.cut

            do_POST = do_GET

            def log_message(self, format: str, *args: Any) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def reply(self, asked: Asked) -> Reply:
        self.before(asked)
        self.asked.append(asked)
        if self.faults:
            return self.faults.pop(0)
        try:
            return self.answer(asked)
        except Wrong as wrong:
            self.wrong.append(f"{asked.method} {asked.path}: {wrong}")
            return Reply({"errors": str(wrong)}, 400)


def instant(text: str) -> datetime:
    """An ISO 8601 moment with zone, in UTC."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise Wrong(f"{text} has no zone")
    return moment.astimezone(UTC)


def only(given: Iterable[str], *allowed: str) -> None:
    """The vendor knows no other words than these."""
    unknown = set(given) - set(allowed)
    if unknown:
        raise Wrong(f"unknown parameters {sorted(unknown)}")


def whole(query: dict[str, str], name: str, most: int, default: int) -> int:
    """A page size within the vendor's limits."""
    text = query.get(name, str(default))
    if not text.isdigit() or not 1 <= int(text) <= most:
        raise Wrong(f"{name} must be 1 to {most}")
    return int(text)


def sealed(state: dict[str, Any]) -> str:
    """A cursor that tells its reader nothing."""
    return urlsafe_b64encode(json.dumps(state).encode()).decode().rstrip("=")


def opened(cursor: str) -> dict[str, Any]:
    try:
        state = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        raise Wrong("the cursor is none of ours") from None
    return dict(state)


class Shopify(Vendor):
    """Admin REST API 2025-07: keyset pages behind Link headers.

    Pages are smaller than asked for, so that small stories have several.
    """

    def __init__(
        self,
        customers: Sequence[Record] = (),
        orders: Sequence[Record] = (),
        products: Sequence[Record] = (),
        events: Sequence[Record] = (),
    ) -> None:
        super().__init__()
        self.records = {
            "customers": list(customers),
            "orders": list(orders),
            "products": list(products),
            "events": list(events),
        }

    def answer(self, asked: Asked) -> Reply:
        if asked.headers.get("x-shopify-access-token") != self.token:
            return Reply({"errors": "[API] Invalid API key or access token"}, 401)
        name = asked.path.removeprefix("/admin/api/2025-07/").removesuffix(".json")
        if asked.method != "GET" or name not in self.records:
            return Reply({"errors": "Not Found"}, 404)
        limit = whole(asked.query, "limit", 250, 50)
        if "page_info" in asked.query:
            # "A request that includes page_info can't include any other parameters."
            only(asked.query, "page_info", "limit", "fields")
            state = opened(asked.query["page_info"])
        else:
            state = {"query": self._filters(name, asked.query), "after": 0}
        found = sorted(
            (
                record
                for record in self.records[name]
                if record["id"] > state["after"] and self._matches(name, state["query"], record)
            ),
            key=lambda record: int(record["id"]),
        )
        page = found[: min(limit, self.page_size)]
        headers = {}
        if len(found) > len(page):
            cursor = sealed({**state, "after": page[-1]["id"]})
            address = f"{self.url}{asked.path}?limit={limit}&page_info={cursor}"
            headers["Link"] = f'<{address}>; rel="next"'
        return Reply({name: page}, headers=headers)

    def _filters(self, name: str, query: dict[str, str]) -> dict[str, str]:
        own = {
            "orders": ("status", "updated_at_min"),
            "events": ("filter", "verb", "created_at_min", "since_id"),
        }.get(name, ("updated_at_min",))
        only(query, "limit", *own)
        return {word: query[word] for word in own if word in query}

    def _matches(self, name: str, query: dict[str, str], record: Record) -> bool:
        for word in ("updated_at", "created_at"):
            since = query.get(f"{word}_min")
            if since and instant(record[word]) < instant(since):
                return False
        if name == "orders" and query.get("status", "open") == "open":
            return not record.get("closed_at") and not record.get("cancelled_at")
        if name == "events":
            kinds = query["filter"].split(",") if "filter" in query else []
            return (not kinds or record["subject_type"] in kinds) and (
                query.get("verb") in (None, record["verb"])
            )
        return True
