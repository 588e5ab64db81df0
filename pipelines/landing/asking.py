"""An HTTP session that asks one tool patiently, and gives nothing away.

It waits as long as the tool says, tries again what may pass, speaks to no other address
than the tool's, and never shows addresses, parameters, records or credentials.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import requests

from pipelines.console import VerbError
from pipelines.web import is_loopback, retry_after

#: Seconds: to connect, and between two bytes of an answer.
TIMEOUT = (10.0, 60.0)
#: How often one page is asked for, and the longest wait in between, in seconds.
ATTEMPTS = 6
LONGEST_BACKOFF = 60.0
#: No tool that wants to be asked again today says more, in seconds.
LONGEST_WAIT = 900.0
#: Answers that may be different next time.
LATER = {408, 425, 429}


class AskingError(VerbError):
    """A tool could not be asked to the end; what it said until then is kept."""


class NotThere(AskingError):
    """What was asked for is not there, or not for our eyes; other lists may be."""


class PatientSession(requests.Session):
    """A session for one tool at one address.

    settings: the variables to check when the tool refuses us, for the error text.
    wait: sleeps for the given seconds.
    """

    def __init__(
        self, tool: str, url: str, settings: str, wait: Callable[[float], None] = time.sleep
    ) -> None:
        super().__init__()
        self.tool = tool
        self._settings = settings
        self._origin = _origin(url)
        self._wait = wait
        self._answered: set[bytes] = set()
        # Neither a proxy between us and loopback, nor a password out of ~/.netrc.
        self.trust_env = not is_loopback(urlsplit(url).hostname or "")
        self.headers["User-Agent"] = "stammkunde"

    def begin(self) -> None:
        """A new list is asked; pages of the last one may be asked for again."""
        self._answered.clear()

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """The answer, which is a JSON object. Raises AskingError in plain words."""
        if _origin(request.url or "") != self._origin:
            raise AskingError(
                f"{self.tool} names a next page at another address than its own. Next: "
                f"check STAMMKUNDE_{self.tool.upper()}_URL."
            )
        asked = _digest(request)
        if asked in self._answered:
            raise AskingError(
                f"{self.tool} sends us in circles: one page names itself as the next. "
                "Next: run this again; if it stays so, tell the tool's support."
            )
        response = self._patiently(request, kwargs)
        self._answered.add(asked)
        return response

    def _patiently(
        self, request: requests.PreparedRequest, kwargs: dict[str, Any]
    ) -> requests.Response:
        kwargs.update(timeout=TIMEOUT, allow_redirects=False, stream=False)
        for attempt in range(1, ATTEMPTS + 1):
            asked_for: float | None = None
            try:
                response = super().send(request, **kwargs)
            except requests.exceptions.SSLError:
                raise AskingError(
                    f"{self.tool} shows no valid certificate. Next: check its address."
                ) from None
            except requests.exceptions.RequestException as error:
                trouble = f"gave no whole answer ({type(error).__name__})"
                todo = "check its address and the network, or run this again later"
            else:
                trouble = self._trouble(response)
                todo = "run this again later"
                if not trouble:
                    return response
                asked_for = retry_after(response.headers.get("retry-after"), time.time())
            if attempt < ATTEMPTS:
                self._pause(attempt, asked_for)
        raise AskingError(f"{self.tool} {trouble}, {ATTEMPTS} times in a row. Next: {todo}.")

    def _trouble(self, response: requests.Response) -> str:
        """Why the answer is none yet; empty if it is one. Raises where asking is no use."""
        status = response.status_code
        if status in LATER or status >= 500:
            return f"answered {status}"
        path = urlsplit(response.request.url or "").path
        if status == 401:
            raise AskingError(f"{self.tool} refuses our credentials. Next: check {self._settings}.")
        if status == 403:
            raise NotThere(
                f"{self.tool} does not let us read {path}. Next: give {self._settings} the "
                "right to read it."
            )
        if not 200 <= status < 300:
            kind = NotThere if status == 404 else AskingError
            raise kind(
                f"{self.tool} answered {status} to {path}. Next: check "
                f"STAMMKUNDE_{self.tool.upper()}_URL; if it is right, report this as a bug."
            )
        try:
            whole = isinstance(response.json(), dict)
        except ValueError:
            whole = False
        return "" if whole else "answered with broken JSON"

    def _pause(self, attempt: int, asked_for: float | None) -> None:
        if asked_for is not None and asked_for > LONGEST_WAIT:
            raise AskingError(
                f"{self.tool} asks us to wait {asked_for / 60:,.0f} minutes. Next: run this "
                "again then."
            )
        self._wait(min(2.0 ** (attempt - 1), LONGEST_BACKOFF) if asked_for is None else asked_for)


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, (parts.hostname or "").lower(), port


def _digest(request: requests.PreparedRequest) -> bytes:
    body = request.body or b""
    said = f"{request.method} {request.url} ".encode()
    return hashlib.sha256(said + (body if isinstance(body, bytes) else str(body).encode())).digest()
