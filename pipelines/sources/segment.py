"""Segment: messages of the tracking specification as Segment archives them, one JSON a line.

The same lines come from ``cdp collect``. The specification has no version number; messages
say the library's in ``context.library`` and the envelope's in ``version`` (1.1 or 2).
"""

from __future__ import annotations

from pipelines.sources.contract import Json, Source, Table, fields

#: The calls of the specification; each message says in ``type`` which one it was.
CALLS = ("identify", "track", "page", "screen", "group", "alias")

# A message is never corrected: the first statement of a messageId stands, so there is no
# version. otherFields: what cdp collect was sent beside the specification's fields.
EVENTS = Table(
    "events",
    json=Json(),
    columns=fields(
        "messageId!",
        "type!",
        "userId",
        "anonymousId",
        "previousId",
        "groupId",
        "event",
        "name",
        "category",
        "properties json",
        "traits json",
        "context json",
        "integrations json",
        "channel",
        "version",
        "projectId",
        "otherFields json",
        "timestamp! timestamp",
        "originalTimestamp timestamp",
        "sentAt timestamp",
        "receivedAt timestamp",
    ),
)

SOURCE = Source("segment", (EVENTS,))
