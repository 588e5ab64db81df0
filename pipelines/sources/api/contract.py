"""The words in which a source module declares how its tool's API is asked.

A reply page lands as a file of the tool: same raw tables, same reader, same ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from dlt.sources.helpers.rest_client.paginators import BasePaginator
from requests.auth import AuthBase

from pipelines.sources.contract import Source

#: Where a first fetch starts: before any shop of today.
EVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Scope:
    """What one fetch asks for: records that changed since then (UTC), of one parent."""

    since: datetime
    parent: str = ""

    @property
    def since_iso(self) -> str:
        """To the second, ``2025-03-31T20:00:00Z``."""
        return self.since.strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def since_seconds(self) -> int:
        """Whole seconds since 1970."""
        return int(self.since.timestamp())


#: Query parameters or a body, made anew for each fetch.
Words = Callable[[Scope], dict[str, Any]]


@dataclass(frozen=True)
class Parents:
    """A list whose records are asked one by one, such as forms for their responses.

    ids: JSON path to the records' ids in its reply.
    """

    path: str
    ids: str
    paginator: Callable[[], BasePaginator]
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Listing:
    """One list of an API, paged to its end at each fetch.

    name: tells the tool's listings apart. path: below the tool's address; ``{parent}``
    stands for the parent's id. lands: raw table -> the reply's key that lists its records;
    without a key the reply is the record.
    body: the list is asked by POST with it.
    lag: how much earlier than the last fetch the next one starts, for records that the
    tool shows late. What is told twice does no harm: the newest statement wins.
    reach: how far back the tool can be asked at all, if there is a limit.
    is_optional: not every account has it, or lets us see it; then the rest is asked.
    """

    name: str
    path: str
    lands: Mapping[str, str]
    paginator: Callable[[], BasePaginator]
    params: Words = lambda scope: {}
    body: Words | None = None
    lag: timedelta = timedelta(hours=1)
    parents: Parents | None = None
    reach: timedelta | None = None
    is_optional: bool = False


@dataclass(frozen=True)
class Api:
    """A tool's API.

    url: the vendor's address; empty where each customer has one of its own.
    secrets: the settings beside the address, as ``TOKEN``; auth gets their values.
    omits_empty_lists: a reply without records has no list either.
    """

    source: Source
    listings: tuple[Listing, ...]
    auth: Callable[[Mapping[str, str]], AuthBase]
    secrets: tuple[str, ...] = ("TOKEN",)
    url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    omits_empty_lists: bool = False
