"""What both doors need to know about HTTP: safe addresses, and how long to wait."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit


def check_address(url: str, whose: str) -> str:
    """The host of an address that may be spoken to: https, or http on this machine.

    whose: how an error names the address, which itself is never shown.
    Raises ValueError for any other address, and for one that holds a password.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host or parts.username or parts.password:
        raise ValueError(f"{whose} needs a host and may not hold a password")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise ValueError(f"{whose} must be https (http on loopback only)")
    return host


def is_loopback(host: str) -> bool:
    """True for this machine's own address, by number or as localhost."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def retry_after(header: str | None, now: float) -> float | None:
    """Seconds that a ``Retry-After`` asks us to wait, given as a number or as a date.

    now: seconds since 1970. None where there is no header, or none that can be read.
    """
    if not header:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    moment = instant(header)
    if moment is None:
        return None
    return max(0.0, (moment - datetime.fromtimestamp(now, UTC)).total_seconds())


def instant(header: str | None) -> datetime | None:
    """The moment (UTC) of a header like ``Date``; None if it cannot be read."""
    try:
        moment = parsedate_to_datetime(header or "")
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
