"""Takes personal data out of what a destination says, before we keep or show it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.destinations.base import Value

#: An e-mail address, or a run of digits long enough to be a number of someone's.
PERSONAL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+|\+?\d[\d\s()/.-]{5,}\d")
LONGEST = 200


def scrub(reason: str, fields: Mapping[str, Value]) -> str:
    """The reason in one short line, with the record's own values blotted out."""
    said = " ".join(reason.split())
    for value in sorted((str(value) for value in fields.values()), key=len, reverse=True):
        if len(value) > 2:
            said = re.sub(re.escape(value), "[...]", said, flags=re.IGNORECASE)
    said = PERSONAL.sub("[...]", said)
    return said if len(said) <= LONGEST else said[: LONGEST - 3] + "..."
