"""A request of the tracking API as the lines that Segment would archive of it."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime
from typing import Any, NoReturn
from uuid import uuid4

from pipelines.sources.segment import CALLS, EVENTS

#: Limits that Segment documents for its HTTP API, in bytes; packed or not.
LONGEST_BODY = 500 * 1024
LONGEST_MESSAGE = 32 * 1024

_KNOWN = frozenset(column.header for column in EVENTS.columns)


class Refusal(Exception):
    """Why a request is not taken; says nothing of what was in it."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


def unpacked(body: bytes) -> bytes:
    """The gzipped body, as far as it keeps to the limit; ``Refusal`` if it does not."""
    stream = zlib.decompressobj(wbits=31)
    try:
        plain = stream.decompress(body, LONGEST_BODY + 1)
    except zlib.error:
        raise Refusal(400, "invalid_gzip", "the body is no valid gzip stream") from None
    if len(plain) > LONGEST_BODY:
        raise too_long()
    if not stream.eof:
        raise Refusal(400, "invalid_gzip", "the gzip stream ends too early")
    return plain


def too_long() -> Refusal:
    return Refusal(413, "payload_too_large", f"the body is longer than {LONGEST_BODY} bytes")


def parsed(body: bytes) -> dict[str, Any]:
    """The body's JSON object; ``Refusal`` where there is none."""
    try:
        document = json.loads(body.decode(), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise Refusal(400, "invalid_json", "the body is not UTF-8") from None
    except json.JSONDecodeError as error:
        message = f"malformed JSON: {error.msg}, line {error.lineno}, column {error.colno}"
        raise Refusal(400, "invalid_json", message) from None
    except RecursionError:
        raise Refusal(400, "invalid_json", "the JSON is nested too deeply") from None
    if not isinstance(document, dict):
        raise Refusal(400, "invalid_request", "the body is no JSON object")
    return document


def _no_number(word: str) -> NoReturn:
    raise Refusal(400, "invalid_json", f"malformed JSON: {word} is no number")


def lines(
    document: dict[str, Any], call: str | None, label: str, received: datetime
) -> list[bytes]:
    """One line per message, as it goes to the spool; with its newline.

    call: the call that the address names; None for a batch. label: the sender, by the
    name of its write key. received: in UTC. What is wrong with a message itself is for
    ``land`` to say, because a client throws away what it is refused.
    """
    if call is None:
        batch = document.get("batch")
        if not isinstance(batch, list):
            raise Refusal(400, "invalid_request", "the body has no list called batch")
    else:
        batch = [document]
    return [
        _line(number, message, document, call, label, received)
        for number, message in enumerate(batch, start=1)
    ]


def _line(
    number: int,
    message: object,
    document: dict[str, Any],
    call: str | None,
    label: str,
    received: datetime,
) -> bytes:
    if not isinstance(message, dict):
        raise Refusal(400, "invalid_request", f"message {number} of the batch is no JSON object")
    archived: dict[str, Any] = {key: message[key] for key in message if key in _KNOWN}
    others = {key: message[key] for key in message if key not in _KNOWN and key != "writeKey"}
    if call is None:
        # What a batch says of all its messages; a message's own word goes first.
        for key in ("context", "integrations", "sentAt"):
            if key in document:
                archived.setdefault(key, document[key])
    else:
        archived["type"] = call
    if others:
        archived["otherFields"] = others
    if not archived.get("messageId"):
        archived["messageId"] = str(uuid4())
    archived["projectId"] = label
    _set_clocks(archived, received)
    try:
        line = json.dumps(archived, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        reason = f"malformed JSON: half a surrogate pair in message {number}"
        raise Refusal(400, "invalid_json", reason) from None
    except RecursionError:
        raise Refusal(400, "invalid_json", "the JSON is nested too deeply") from None
    if len(line) > LONGEST_MESSAGE:
        reason = f"message {number} is longer than {LONGEST_MESSAGE} bytes"
        raise Refusal(413, "payload_too_large", reason)
    return line + b"\n"


def _set_clocks(archived: dict[str, Any], received: datetime) -> None:
    """Segment's rule: timestamp = receivedAt - (sentAt - originalTimestamp).

    A time that is none stays as the sender wrote it, so that ``land`` can say so.
    """
    original = archived.get("timestamp") or archived.get("originalTimestamp")
    if original is None:
        original = archived.get("sentAt") or _iso(received)
    archived["receivedAt"] = _iso(received)
    archived["originalTimestamp"] = original
    archived["timestamp"] = original
    said, sent = _moment(original), _moment(archived.get("sentAt"))
    if said and sent:
        try:
            archived["timestamp"] = _iso(received - (sent - said))
        except OverflowError:
            return


def _moment(text: object) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def call_of(word: str) -> str | None:
    """``identify`` for the address ``/v1/identify``, or ``/v1/i`` as browsers have it."""
    return next((call for call in CALLS if word in (call, call[0])), None)
