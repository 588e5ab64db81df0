"""Signatures after the Standard Webhooks specification (standardwebhooks.com)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping


class SigningSecret:
    """One or more ``whsec_...`` keys, separated by spaces while a key is being rotated.

    The keys show in no repr and in no error.
    """

    def __init__(self, text: str) -> None:
        self._keys = [_key(part) for part in text.split()]
        if not self._keys:
            raise ValueError("the signing secret is empty")

    def __repr__(self) -> str:
        return "SigningSecret(***)"

    def sign(self, message_id: str, timestamp: int, body: bytes) -> str:
        """The ``webhook-signature`` header: one signature per key."""
        return " ".join(_signature(key, message_id, timestamp, body) for key in self._keys)

    def verify(
        self, headers: Mapping[str, str], body: bytes, now: float, tolerance: float = 300
    ) -> None:
        """Raises ValueError unless the message is authentic and not older than allowed."""
        message_id = headers.get("webhook-id") or ""
        try:
            timestamp = int(headers.get("webhook-timestamp") or "")
        except ValueError:
            raise ValueError("webhook-timestamp is not a number") from None
        if not message_id or abs(now - timestamp) > tolerance:
            raise ValueError("webhook-id is missing or webhook-timestamp too far from now")
        given = (headers.get("webhook-signature") or "").split()
        due = [_signature(key, message_id, timestamp, body) for key in self._keys]
        if not any(
            hmac.compare_digest(one.encode(), other.encode()) for one in given for other in due
        ):
            raise ValueError("webhook-signature does not match")


def _key(text: str) -> bytes:
    try:
        key = base64.b64decode(text.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not text.startswith("whsec_") or len(key) < 16:
        raise ValueError("the signing secret must be whsec_ and at least 16 bytes in base64")
    return key


def _signature(key: bytes, message_id: str, timestamp: int, body: bytes) -> str:
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
