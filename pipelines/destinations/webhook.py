"""Webhook: signed JSON batches to one address, after the Standard Webhooks specification.

The receiver answers 2xx and may list records it would not take:
``{"rejected": [{"key": "c1", "reason": "no such account"}]}``. It must not act twice on a
record's ``idempotency_key``. ``create`` and ``update`` both say how the person should look
from now on.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from typing import Any

import requests
from urllib3.exceptions import NewConnectionError

from pipelines.destinations.base import (
    Batch,
    BatchRefused,
    Busy,
    DoorClosed,
    Rejection,
    Unanswered,
)
from pipelines.destinations.standard_webhooks import SigningSecret
from pipelines.web import check_address, is_loopback, retry_after

#: Answers that blame the address or the credential, not the records.
CLOSED = {401, 403, 404, 405, 407, 410}
#: Answers that ask to come again later.
LATER = {408, 425, 429}
#: No honest answer is longer.
ANSWER_BYTES = 1_000_000


class Webhook:
    """Posts batches to one address. Shows neither the address' path nor the secret."""

    name = "webhook"
    batch_size = 100

    def __init__(
        self,
        url: str,
        secret: SigningSecret,
        timeout: float = 30.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._url = url
        self._host = check_address(url, "the webhook's address")
        self._secret = secret
        self._timeout = timeout
        self._clock = clock
        self._session = requests.Session()
        # Neither a proxy between us and loopback, nor a password out of ~/.netrc.
        self._session.trust_env = not is_loopback(self._host)
        self._session.auth = lambda request: request

    def __repr__(self) -> str:
        return f"Webhook({self._host})"

    def send(self, batch: Batch) -> Sequence[Rejection]:
        """One POST. A repeat carries the same webhook-id and a fresh timestamp."""
        body = as_json(batch)
        message_id = f"msg_{batch.batch_id}"
        timestamp = int(self._clock())
        headers = {
            "content-type": "application/json",
            "user-agent": "stammkunde",
            "webhook-id": message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": self._secret.sign(message_id, timestamp, body),
        }
        status, wait, answer = self._post(headers, body)
        if 200 <= status < 300:
            return rejections(answer, batch)
        said = f"{self._host} answered {status}"
        if status in LATER or status >= 500:
            raise Busy(said, retry_after(wait, self._clock()))
        if status in CLOSED or status < 400:
            raise DoorClosed(f"{said}; check STAMMKUNDE_WEBHOOK_URL and _SECRET")
        raise BatchRefused(f"{said}{complaint(answer)}")

    def _post(self, headers: dict[str, str], body: bytes) -> tuple[int, str | None, Any]:
        # The library's own errors name the whole address: they are told anew.
        try:
            with self._session.post(
                self._url,
                data=body,
                headers=headers,
                timeout=(min(self._timeout, 10.0), self._timeout),
                allow_redirects=False,
                stream=True,
            ) as response:
                answer = self._read(response)
                return response.status_code, response.headers.get("retry-after"), answer
        except requests.exceptions.SSLError:
            raise DoorClosed(f"{self._host} shows no valid certificate") from None
        except requests.exceptions.ConnectTimeout:
            raise Busy(f"{self._host} cannot be reached in time") from None
        except requests.exceptions.RequestException as error:
            if _never_left(error):
                raise Busy(f"{self._host} cannot be reached") from None
            kind = type(error).__name__
            raise Unanswered(f"no answer from {self._host} ({kind})") from None

    def _read(self, response: requests.Response) -> Any:
        """The JSON of a short and timely answer; anything else is no statement."""
        ends = time.monotonic() + self._timeout
        text = b""
        for chunk in response.iter_content(65_536):
            text += chunk
            if len(text) > ANSWER_BYTES or time.monotonic() > ends:
                raise Unanswered(f"the answer of {self._host} does not end")
        try:
            return json.loads(text)
        except ValueError:
            return None


def _never_left(error: requests.exceptions.RequestException) -> bool:
    """True when no connection came about, so nothing can have arrived."""
    cause = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(cause, NewConnectionError)


def as_json(batch: Batch) -> bytes:
    """The message: sync, run and records. The same batch gives the same bytes."""
    message = {
        "sync": batch.sync_name,
        "run_id": batch.run_id,
        "records": [
            {
                "key": record.key,
                "action": record.action,
                "idempotency_key": record.idempotency_key,
                "generation": record.generation,
                "fields": dict(record.fields),
            }
            for record in batch.records
        ],
    }
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def rejections(answer: Any, batch: Batch) -> list[Rejection]:
    """The records a 2xx answer lists as not taken; keys we did not send are not heard."""
    listed = answer.get("rejected") if isinstance(answer, dict) else None
    sent = {record.key for record in batch.records}
    return [
        Rejection(item["key"], str(item.get("reason") or "no reason given"))
        for item in (listed if isinstance(listed, list) else [])
        if isinstance(item, dict) and item.get("key") in sent
    ]


def complaint(answer: Any) -> str:
    """The answer's own words on why, if it has any."""
    said = answer if isinstance(answer, dict) else {}
    for name in ("reason", "message", "error", "detail"):
        if isinstance(said.get(name), str):
            return f": {said[name]}"
    return ""
