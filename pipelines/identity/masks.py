"""Values that one may recognise on a screen without reading them out."""

from __future__ import annotations


def masked(kind: str, value: str) -> str:
    """An identifier or field of that kind, enough of it hidden for a shared screen."""
    if kind == "email" and "@" in value:
        name, _, domain = value.partition("@")
        return f"{name[:1]}***@{domain[:1]}***.{domain.rpartition('.')[2]}"
    if kind == "birth_date":
        return f"{value[:4]}-**-**"
    if kind in ("phone", "loyalty_card", "device_id", "anonymous_id"):
        return f"***{value[-2:]}" if len(value) > 4 else "***"
    if kind == "external_id":
        tool, colon, number = value.partition(":")
        return f"{tool}{colon}***{number[-2:] if len(number) > 4 else ''}"
    return f"{value[:1]}***" if value else ""
