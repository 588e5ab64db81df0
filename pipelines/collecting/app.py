"""The tracking API over HTTP: who may speak, what is answered, when it is on the disk."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pipelines.collecting import messages
from pipelines.collecting.messages import Refusal
from pipelines.collecting.spool import Spool, SpoolFull

#: Seconds after which a client may try again when the disk is full.
RETRY_AFTER = 30
#: Bytes that may wait for the disk before further requests are put off.
LONGEST_QUEUE = 64 << 20
_BASIC = re.compile(r"basic +([A-Za-z0-9+/=]+) *", re.IGNORECASE)


class Collector:
    """Writes what many requests bring with one flush of the disk (group commit)."""

    def __init__(self, spool: Spool) -> None:
        self.spool = spool
        self.message_count = 0
        self._waiting: list[tuple[list[bytes], asyncio.Future[None]]] = []
        self._waiting_bytes = 0
        self._wake = asyncio.Event()
        self._stopping = False

    async def keep(self, lines: list[bytes]) -> None:
        """Returns once the lines are on the disk; ``SpoolFull`` if they are not."""
        if self._waiting_bytes > LONGEST_QUEUE:
            raise SpoolFull("the disk is slower than the senders")
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((lines, kept))
        self._waiting_bytes += sum(map(len, lines))
        self._wake.set()
        await kept
        self.message_count += len(lines)

    async def run(self) -> None:
        """Writes until stopped, then until nothing waits."""
        while self._waiting or not self._stopping:
            # Wakes at least once a second, so that an old file gets closed.
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), timeout=1.0)
            self._wake.clear()
            waiting, self._waiting, self._waiting_bytes = self._waiting, [], 0
            failure: Exception | None = None
            try:
                await asyncio.to_thread(self._commit, waiting)
            except Exception as error:
                failure = error
            for _, kept in waiting:
                if kept.done():
                    continue  # its client went away while the disk was at work
                if failure:
                    kept.set_exception(failure)
                else:
                    kept.set_result(None)

    def _commit(self, waiting: list[tuple[list[bytes], asyncio.Future[None]]]) -> None:
        if waiting:
            self.spool.write(b"".join(line for lines, _ in waiting for line in lines))
        # A file that cannot be closed now is closed by the next collector.
        with suppress(OSError):
            self.spool.rotate_if_due()

    def stop(self) -> None:
        self._stopping = True
        self._wake.set()


def application(
    collector: Collector, write_keys: Mapping[str, str], allow_origins: Sequence[str] = ()
) -> Starlette:
    """The endpoint. write_keys: label by write key. allow_origins: web pages that may send."""

    async def receive(request: Request) -> Response:
        try:
            word = request.path_params["call"]
            is_batch = word in ("batch", "import")
            call = None if is_batch else messages.call_of(word)
            if not is_batch and call is None:
                raise Refusal(404, "not_found", "there is no such call")
            label = _label(request, write_keys)
            document = messages.parsed(await _body(request))
            label = label or _known(document.get("writeKey"), write_keys)
            if label is None:
                raise Refusal(401, "unauthorized", "no valid write key was given")
            await collector.keep(messages.lines(document, call, label, datetime.now(UTC)))
        except Refusal as refusal:
            headers = {"WWW-Authenticate": "Basic"} if refusal.status == 401 else {}
            return _refused(refusal.status, refusal.code, refusal.message, headers)
        except SpoolFull as full:
            headers = {"Retry-After": str(RETRY_AFTER)}
            return _refused(429, "spool_full", str(full), headers)
        except ClientDisconnect:
            return Response(status_code=499)
        return JSONResponse({"success": True})

    async def health(request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        writer = asyncio.create_task(collector.run())
        yield
        collector.stop()
        await writer

    middleware = [
        Middleware(
            CORSMiddleware,
            allow_origins=list(allow_origins),
            allow_methods=["POST"],
            allow_headers=["Authorization", "Content-Type"],
        )
    ]
    return Starlette(
        routes=[
            Route("/v1/{call}", receive, methods=["POST"]),
            Route("/health", health, methods=["GET"]),
        ],
        middleware=middleware if allow_origins else [],
        lifespan=lifespan,
    )


def _label(request: Request, write_keys: Mapping[str, str]) -> str | None:
    """Who sends, by the Basic header; None if there is no header; a wrong one is refused."""
    header = request.headers.get("authorization")
    if header is None:
        return None
    found = _BASIC.fullmatch(header)
    try:
        user = base64.b64decode(found[1], validate=True).decode() if found else ""
    except (binascii.Error, UnicodeDecodeError):
        user = ""
    label = _known(user.partition(":")[0], write_keys)
    if label is None:
        raise Refusal(401, "unauthorized", "no valid write key was given")
    return label


def _known(key: Any, write_keys: Mapping[str, str]) -> str | None:
    """The label of a write key; takes as long for a wrong key as for a right one."""
    given = key.encode() if isinstance(key, str) else b""
    labels = [
        label for known, label in write_keys.items() if hmac.compare_digest(known.encode(), given)
    ]
    return labels[0] if labels else None


async def _body(request: Request) -> bytes:
    """The plain body, read no further than the limit."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > messages.LONGEST_BODY:
            raise messages.too_long()
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("gzip", "x-gzip"):
        return messages.unpacked(bytes(body))
    if encoding not in ("", "identity"):
        raise Refusal(415, "unsupported_encoding", "the body may be plain or gzip")
    return bytes(body)


def _refused(status: int, code: str, message: str, headers: Mapping[str, str]) -> Response:
    return JSONResponse(
        {"success": False, "code": code, "message": message}, status, headers=dict(headers)
    )
