"""Asks the tools' APIs: reply pages go to the spool as they are, then they land like files.

What to ask for next is told by ``landing.fetches``: a list counts as asked until a moment
only when each of its pages is in the ledger. So nothing that can go wrong, and no kill,
leaves a hole; at worst the same is asked again, and landing knows it by its content.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dlt.common import jsonpath
from dlt.sources.helpers.rest_client import RESTClient
from requests import Response

from pipelines.console import Console, VerbError
from pipelines.landing.asking import AskingError, NotThere, PatientSession
from pipelines.landing.engine import connect, land
from pipelines.landing.report import LandingReport, wrapped
from pipelines.settings import Settings
from pipelines.sources.api import APIS
from pipelines.sources.api.contract import EVER, Api, Listing, Scope
from pipelines.sources.contract import Json
from pipelines.web import check_address, instant


@dataclass
class Fetched:
    """One list, asked from a moment on; ``until`` is set when the last page came (UTC)."""

    tool: str
    address: str
    listing: str
    parent: str
    since: datetime
    until: datetime | None = None
    record_count: int = 0
    pages: list[str] = field(default_factory=list)  # SHA-256 of each file written


@dataclass
class FetchReport:
    """What was fetched, what no account must have and this one has not, and what failed."""

    fetched: list[Fetched] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)

    def payload(self) -> dict[str, Any]:
        return {
            "fetched": [
                {
                    "tool": each.tool,
                    "listing": each.listing,
                    "since": each.since.isoformat(),
                    "pages": len(each.pages),
                    "records": each.record_count,
                }
                for each in self.fetched
            ],
            "not_there": self.absent,
            "not_fetched": self.failures,
        }

    def lines(self) -> Iterator[str]:
        counts: dict[str, dict[str, int]] = {}
        for each in self.fetched:
            of = counts.setdefault(each.tool, {})
            of[each.listing] = of.get(each.listing, 0) + each.record_count
        for tool, listings in counts.items():
            told = ", ".join(f"{count:,} {name}" for name, count in listings.items())
            yield from wrapped(f"fetched from {tool}: {told}")
        for reason in dict.fromkeys(self.absent):
            yield from wrapped(f"left out: {reason}")


def fetch_and_land(
    settings: Settings,
    tools: Sequence[str] | None = None,
    console: Console | None = None,
    wait: Callable[[float], None] = time.sleep,
    again: bool = False,
    accept: str | None = None,
) -> tuple[FetchReport, LandingReport]:
    """Asks the named tools, or all that have credentials; then lands what is there.

    A tool that cannot be asked stops neither the others nor the landing.
    wait: sleeps for the given seconds. again: asks for everything, known or not.
    accept: why full exports may shrink beyond their limit this once.
    """
    console = console or Console(quiet=True)
    fetched = FetchReport()
    clients = _clients(tools, wait)
    with _alone(settings):
        last = {} if again else _asked_until(settings)
        for tool, client in clients.items():
            folder = settings.spool / tool
            for part in folder.glob("*.part"):
                part.unlink()  # half a page that a killed run left behind
            try:
                for listing in APIS[tool].listings:
                    with console.progress(f"Fetching {tool} {listing.name}") as advance:
                        client.ask(listing, last, folder, fetched, advance)
            except AskingError as error:
                fetched.failures[tool] = error.message
        landed = land(settings, tools, console=console, accept=accept)
        _remember(settings, fetched.fetched)
    return fetched, landed


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Holds the lock of this warehouse's fetches. The kernel frees it when its holder dies."""
    settings.state.mkdir(parents=True, exist_ok=True)
    with (settings.state / "fetch.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _stop(
                "Another cdp land --api is at work on this warehouse. Next: wait until it ends."
            ) from None
        yield


class _Client:
    """One tool at one address, with credentials."""

    def __init__(
        self, api: Api, url: str, secrets: dict[str, str], wait: Callable[[float], None]
    ) -> None:
        self.api = api
        self.tool = api.source.name
        self.address = url.rstrip("/")
        names = " and ".join(_variable(self.tool, name) for name in api.secrets)
        self.session = PatientSession(self.tool, url, names, wait)
        self.rest = RESTClient(
            url, headers=dict(api.headers), auth=api.auth(secrets), session=self.session
        )

    def ask(
        self,
        listing: Listing,
        last: dict[tuple[str, str, str, str], datetime],
        folder: Path,
        report: FetchReport,
        advance: Callable[[int], None],
    ) -> None:
        """Fetches the list (of each parent) to its end, and notes how far that went."""
        try:
            for parent in self._parents(listing):
                self._ask(listing, parent, last, folder, report, advance)
        except NotThere as error:
            if not listing.is_optional:
                raise
            report.absent.append(error.message)
        except (KeyError, TypeError, ValueError) as error:
            # Its text may quote a reply, so only its kind is told.
            raise AskingError(
                f"{self.tool}'s reply about {listing.name} is not as its API describes it "
                f"({type(error).__name__}). Next: report this as a bug."
            ) from None

    def _ask(
        self,
        listing: Listing,
        parent: str,
        last: dict[tuple[str, str, str, str], datetime],
        folder: Path,
        report: FetchReport,
        advance: Callable[[int], None],
    ) -> None:
        until = last.get((self.tool, self.address, listing.name, parent))
        since = until - listing.lag if until else EVER
        if listing.reach:
            since = max(since, datetime.now(UTC) - listing.reach)
        each = Fetched(self.tool, self.address, listing.name, parent, since)
        report.fetched.append(each)
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        began: datetime | None = None
        for number, reply in enumerate(self._replies(listing, Scope(each.since, parent))):
            began = began or _moment_of(reply)
            self._keep(listing, reply, folder, f"{stamp}-{number:06d}", each)
            advance(1)
        each.until = began

    def _parents(self, listing: Listing) -> list[str]:
        parents = listing.parents
        if parents is None:
            return [""]
        self.session.begin()
        found: list[str] = []
        for page in self.rest.paginate(
            parents.path,
            params=dict(parents.params),
            paginator=parents.paginator(),
            data_selector="$",
            hooks={"response": []},
        ):
            found += [str(each) for each in jsonpath.find_values(parents.ids, page.response.json())]
        return list(dict.fromkeys(found))

    def _replies(self, listing: Listing, scope: Scope) -> Iterator[Response]:
        self.session.begin()
        for page in self.rest.paginate(
            listing.path.format(parent=quote(scope.parent, safe="")),
            method="POST" if listing.body else "GET",
            params=listing.params(scope),
            json=listing.body(scope) if listing.body else None,
            paginator=listing.paginator(),
            data_selector="$",
            hooks={"response": []},  # the session judges answers, without showing them
        ):
            yield page.response

    def _keep(
        self, listing: Listing, reply: Response, folder: Path, name: str, fetched: Fetched
    ) -> None:
        document = reply.json()
        for table_name, key in listing.lands.items():
            records = self._records(listing, document, key)
            if not records:
                continue
            form = self.api.source.table(table_name).json or Json()
            if not key:
                content = json.dumps(document, ensure_ascii=False).encode()
            elif form.list_key == key:
                content = reply.content
            else:
                # A list beside another: the same records under the name its files give them.
                content = json.dumps({form.list_key: records}, ensure_ascii=False).encode()
            _write(folder, f"{table_name}-{name}.json", content)
            fetched.pages.append(hashlib.sha256(content).hexdigest())
            fetched.record_count += len(records)

    def _records(self, listing: Listing, document: dict[str, Any], key: str) -> list[Any]:
        if not key:
            return [document]
        records = document.get(key, [] if self.api.omits_empty_lists else None)
        if not isinstance(records, list):
            raise AskingError(
                f"{self.tool}'s reply about {listing.name} has no list called {key!r}. "
                "Next: report this as a bug, with the name of the list."
            )
        return records


def _clients(tools: Sequence[str] | None, wait: Callable[[float], None]) -> dict[str, _Client]:
    """The tools to ask. Raises VerbError where credentials are missing or unsafe."""
    for tool in tools or ():
        if tool not in APIS:
            raise _stop(
                f"{tool} has no API mode. Next: leave it away, or name one of {', '.join(APIS)}."
            )
    meant = tools or [tool for tool in APIS if _is_meant(tool)]
    if not meant:
        named = ", ".join(_variable(tool, "TOKEN") for tool in APIS)
        raise _stop(
            f"No tool's credentials are there. Next: set one of {named} and, where the "
            "tool needs it, its _URL."
        )
    return {tool: _client(APIS[tool], wait) for tool in dict.fromkeys(meant)}


def _is_meant(tool: str) -> bool:
    return any(os.environ.get(_variable(tool, name)) for name in ("URL", *APIS[tool].secrets))


def _client(api: Api, wait: Callable[[float], None]) -> _Client:
    tool = api.source.name
    url = os.environ.get(_variable(tool, "URL")) or api.url
    secrets = {name: os.environ.get(_variable(tool, name), "") for name in api.secrets}
    missing = [name for name, value in {"URL": url, **secrets}.items() if not value]
    if missing:
        named = " and ".join(_variable(tool, name) for name in missing)
        raise _stop(f"{tool} cannot be asked without {named}. Next: set it, then run again.")
    for name, value in secrets.items():
        # A line end or a letter that no header takes would end in an error that quotes it.
        if not (value.isascii() and value.isprintable() and " " not in value):
            raise _stop(
                f"{_variable(tool, name)} holds blanks, line ends or letters that no token "
                "has. Next: copy it again."
            )
    try:
        check_address(url, _variable(tool, "URL"))
    except ValueError as error:
        raise _stop(f"{error}. Next: correct it, then run again.") from None
    return _Client(api, url, secrets, wait)


def _stop(why: str) -> VerbError:
    return VerbError("\n".join(wrapped(why)))


def _variable(tool: str, name: str) -> str:
    return f"STAMMKUNDE_{tool.upper()}_{name}"


def _moment_of(reply: Response) -> datetime:
    """When the tool answered, by its own clock; by ours if that is earlier, which is safe."""
    now = datetime.now(UTC)
    return min(instant(reply.headers.get("date")) or now, now)


def _write(folder: Path, name: str, content: bytes) -> None:
    """A whole file or none, for its owner's eyes only."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{name}.part"
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(handle)
    part.replace(folder / name)


# --- what has been asked ---------------------------------------------------------------


def _asked_until(settings: Settings) -> dict[tuple[str, str, str, str], datetime]:
    """(tool, address, listing, parent) -> until when it was asked and has landed, UTC."""
    if not settings.warehouse.exists():
        return {}
    con = connect(settings.warehouse, read_only=True)
    try:
        known = con.execute(
            "select 1 from duckdb_tables() where schema_name = 'landing' and table_name = 'fetches'"
        ).fetchone()
        rows = (
            con.execute(
                "select tool, address, listing, parent, max(asked_until)"
                " from landing.fetches group by tool, address, listing, parent"
            ).fetchall()
            if known
            else []
        )
    finally:
        con.close()
    return {tuple(key): until.replace(tzinfo=UTC) for *key, until in rows}


def _remember(settings: Settings, fetched: Sequence[Fetched]) -> None:
    """Notes each list that was asked to its end and whose pages have all landed."""
    con = connect(settings.warehouse)
    try:
        for each in fetched:
            if each.until is None:
                continue
            (landed,) = con.execute(
                "select count(distinct file_sha256) from landing.files"
                " where tool = ? and status = 'landed' and file_sha256 in (select unnest(?))",
                [each.tool, each.pages],
            ).fetchone() or (0,)
            if landed == len(set(each.pages)):
                con.execute(
                    "insert into landing.fetches (tool, address, listing, parent, asked_since,"
                    " asked_until, page_count, record_count) values (?, ?, ?, ?, ?, ?, ?, ?)",
                    [
                        each.tool,
                        each.address,
                        each.listing,
                        each.parent,
                        each.since.replace(tzinfo=None),
                        each.until.replace(tzinfo=None),
                        len(each.pages),
                        each.record_count,
                    ],
                )
    finally:
        con.close()
