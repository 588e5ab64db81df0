"""Servers on loopback that answer as the vendors' APIs do, and judge what they are asked.

Each knows only its vendor's documented rules: what it is asked against them it answers
with an error and notes in ``wrong``, so that a story can say that nothing was.
"""

from __future__ import annotations

import json
import re
import threading
from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

Record = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """One request, as the server got it."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Reply:
    """One answer; with ``cut`` the connection ends in the middle of the body."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False

    def encoded(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


class Wrong(Exception):
    """The request breaks a rule of the vendor's documentation."""


class Vendor:
    """Listens on 127.0.0.1 while used as a context manager.

    faults: answers to give instead of the true one, used up one by one.
    before: called ahead of each answer, so that a story can change the data meanwhile.
    judge: says what is wrong with a request and its answer, by another description.
    now: the vendor's clock, told in each answer's Date.
    """

    token = "token-of-the-shop"
    page_size = 7

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.wrong: list[str] = []
        self.faults: list[Reply] = []
        self.before: Callable[[Asked], None] = lambda asked: None
        self.judge: Callable[[Asked, Reply], list[str]] = lambda asked, reply: []
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def answer(self, asked: Asked) -> Reply:
        raise NotImplementedError

    def __enter__(self) -> Any:
        vendor = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                length = int(self.headers.get("content-length") or 0)
                asked = Asked(
                    self.command,
                    parts.path,
                    dict(parse_qsl(parts.query, keep_blank_values=True)),
                    {name.lower(): text for name, text in self.headers.items()},
                    self.rfile.read(length),
                )
                reply = vendor.reply(asked)
                body = reply.encoded()
                self.send_response_only(reply.status)
                self.send_header("date", vendor.now().strftime("%a, %d %b %Y %H:%M:%S GMT"))
                for name, text in reply.headers.items():
                    self.send_header(name, text)
                self.send_header("content-type", "application/json; charset=utf-8")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if reply.cut else body)
                self.close_connection = reply.cut

            do_POST = do_GET

            def log_message(self, format: str, *args: Any) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def reply(self, asked: Asked) -> Reply:
        self.before(asked)
        self.asked.append(asked)
        if self.faults:
            return self.faults.pop(0)
        try:
            reply = self.answer(asked)
            self.wrong += self.judge(asked, reply)
            return reply
        except Wrong as wrong:
            self.wrong.append(f"{asked.method} {asked.path}: {wrong}")
            return Reply({"errors": str(wrong)}, 400)


def instant(text: str) -> datetime:
    """An ISO 8601 moment with zone, in UTC."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise Wrong(f"{text} has no zone")
    return moment.astimezone(UTC)


def only(given: Iterable[str], *allowed: str) -> None:
    """The vendor knows no other words than these."""
    unknown = set(given) - set(allowed)
    if unknown:
        raise Wrong(f"unknown parameters {sorted(unknown)}")


def whole(query: dict[str, str], name: str, most: int, default: int) -> int:
    """A page size within the vendor's limits."""
    text = query.get(name, str(default))
    if not text.isdigit() or not 1 <= int(text) <= most:
        raise Wrong(f"{name} must be 1 to {most}")
    return int(text)


def sealed(state: dict[str, Any]) -> str:
    """A cursor that tells its reader nothing."""
    return urlsafe_b64encode(json.dumps(state).encode()).decode().rstrip("=")


def opened(cursor: str) -> dict[str, Any]:
    try:
        state = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        raise Wrong("the cursor is none of ours") from None
    return dict(state)


class Shopify(Vendor):
    """Admin REST API 2025-07: keyset pages behind Link headers.

    Pages are smaller than asked for, so that small stories have several.
    """

    def __init__(self, **records: Sequence[Record]) -> None:
        super().__init__()
        names = ("customers", "orders", "products", "checkouts", "price_rules", "discount_codes",
                 "events")  # fmt: skip
        self.records = {name: list(records.get(name, ())) for name in names}
        self.refused = ("", 0)

    def answer(self, asked: Asked) -> Reply:
        if asked.headers.get("x-shopify-access-token") != self.token:
            return Reply({"errors": "[API] Invalid API key or access token"}, 401)
        name = asked.path.removeprefix("/admin/api/2025-07/").removesuffix(".json")
        if name == self.refused[0]:
            return Reply({"errors": "merchant approval is missing"}, self.refused[1])
        rule = ""
        if name.startswith("price_rules/") and name.endswith("/discount_codes"):
            _, rule, name = name.split("/")
        if asked.method != "GET" or name not in self.records:
            return Reply({"errors": "Not Found"}, 404)
        limit = whole(asked.query, "limit", 250, 50)
        if "page_info" in asked.query:
            # "A request that includes page_info can't include any other parameters."
            only(asked.query, "page_info", "limit", "fields")
            state = opened(asked.query["page_info"])
        else:
            state = {"query": self._filters(name, asked.query), "after": 0}
        if name == "discount_codes":
            state["query"]["rule"] = rule
        found = sorted(
            (
                record
                for record in self.records[name]
                if record["id"] > state["after"] and self._matches(name, state["query"], record)
            ),
            key=lambda record: int(record["id"]),
        )
        page = found[: min(limit, self.page_size)]
        headers = {}
        if len(found) > len(page):
            cursor = sealed({**state, "after": page[-1]["id"]})
            address = f"{self.url}{asked.path}?limit={limit}&page_info={cursor}"
            headers["Link"] = f'<{address}>; rel="next"'
        return Reply({name: page}, headers=headers)

    def _filters(self, name: str, query: dict[str, str]) -> dict[str, str]:
        own = {
            "orders": ("status", "updated_at_min"),
            "checkouts": ("status", "updated_at_min"),
            "discount_codes": (),
            "events": ("filter", "verb", "created_at_min", "since_id"),
        }.get(name, ("updated_at_min",))
        only(query, "limit", *own)
        return {word: query[word] for word in own if word in query}

    def _matches(self, name: str, query: dict[str, str], record: Record) -> bool:
        for word in ("updated_at", "created_at"):
            since = query.get(f"{word}_min")
            if since and instant(record[word]) < instant(since):
                return False
        if name == "discount_codes":
            return str(record["price_rule_id"]) == query["rule"]
        if name in ("orders", "checkouts") and query.get("status", "open") == "open":
            return not record.get("closed_at") and not record.get("cancelled_at")
        if name == "events":
            kinds = query["filter"].split(",") if "filter" in query else []
            return (not kinds or record["subject_type"] in kinds) and (
                query.get("verb") in (None, record["verb"])
            )
        return True


class HubSpot(Vendor):
    """CRM API v3: search, and the list of archived records."""

    most_results = 10_000

    def __init__(self, contacts: Sequence[Record] = (), **records: Sequence[Record]) -> None:
        super().__init__()
        self.changed = {"contacts": "lastmodifieddate", "companies": "hs_lastmodifieddate"}
        names = ("companies", "deals", "calls", "emails", "meetings", "notes")
        self.records = {name: list(records.get(name, ())) for name in names}
        self.records["contacts"] = list(contacts)

    def answer(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization") != f"Bearer {self.token}":
            return Reply({"status": "error", "category": "INVALID_AUTHENTICATION"}, 401)
        name, _, verb = asked.path.removeprefix("/crm/v3/objects/").partition("/")
        if name in self.records and (asked.method, verb) == ("POST", "search"):
            return Reply(self._search(name, asked.json))
        if name in self.records and (asked.method, verb) == ("GET", ""):
            return Reply(self._list(name, asked.query))
        return Reply({"status": "error", "category": "OBJECT_NOT_FOUND"}, 404)

    def _search(self, name: str, body: Any) -> Record:
        only(body, "filterGroups", "sorts", "properties", "limit", "after", "query")
        limit = body.get("limit", 10)
        start = int(body.get("after", 0))
        if not 1 <= limit <= 200:
            raise Wrong("limit must be 1 to 200")
        limit = min(limit, self.page_size)
        if start + limit > self.most_results:
            raise Wrong(f"no search goes beyond {self.most_results:,} results")
        (group,) = body["filterGroups"]
        if not 1 <= len(group["filters"]) <= 6:
            raise Wrong("a group holds one to six filters")
        ((sort),) = body["sorts"]
        if sort["direction"] != "ASCENDING":
            raise Wrong("this story's searches ascend")
        found = sorted(
            (
                record
                for record in self.records[name]
                if not record["archived"]
                and all(self._passes(name, record, one) for one in group["filters"])
            ),
            key=lambda record: self._value(name, record, sort["propertyName"]),
        )
        page = found[start : start + limit]
        reply: Record = {
            "total": len(found),
            # A search tells of no associations.
            "results": [
                {
                    word: held
                    for word, held in self._shown(record, body["properties"]).items()
                    if word != "associations"
                }
                for record in page
            ],
        }
        if len(found) > start + len(page):
            reply["paging"] = {"next": {"after": str(start + len(page))}}
        return reply

    def _passes(self, name: str, record: Record, one: Record) -> bool:
        only(one, "propertyName", "operator", "value")
        value = self._value(name, record, one["propertyName"])
        than = int(one["value"])
        return {"GTE": value >= than, "GT": value > than, "LT": value < than}[one["operator"]]

    def _value(self, name: str, record: Record, property_name: str) -> int:
        if property_name == self.changed[name]:
            return int(instant(record["updatedAt"]).timestamp() * 1000)
        if property_name == "hs_object_id":
            return int(record["id"])
        raise Wrong(f"{name} have no property {property_name} to search by")

    def _list(self, name: str, query: dict[str, str]) -> Record:
        only(query, "limit", "after", "properties", "archived", "associations")
        limit = whole(query, "limit", 100, 10)
        archived = query.get("archived", "false") == "true"
        after = int(query.get("after", "0"))
        found = [
            record
            for record in self.records[name]
            if record["archived"] is archived and int(record["id"]) > after
        ]
        page = found[: min(limit, self.page_size)]
        shown = [self._shown(one, query.get("properties", "").split(",")) for one in page]
        for one in shown:
            told = query.get("associations", "").split(",")
            about = {kind: of for kind, of in one.pop("associations", {}).items() if kind in told}
            if about:
                one["associations"] = about
        reply: Record = {"results": shown}
        if len(found) > len(page):
            cursor = page[-1]["id"]
            link = f"{self.url}/crm/v3/objects/{name}?after={cursor}"
            reply["paging"] = {"next": {"after": cursor, "link": link}}
        return reply

    def _shown(self, record: Record, properties: Sequence[str]) -> Record:
        """Only the properties that were asked for by name, and the three always told."""
        own = record["properties"]
        told = {name: own.get(name) for name in properties}
        told |= {
            "hs_object_id": record["id"],
            "createdate": record["createdAt"],
            "lastmodifieddate": record["updatedAt"],
        }
        return {**record, "properties": told}


class Zendesk(Vendor):
    """Support API v2: cursor-based incremental exports, and lists with cursor pages."""

    email = "admin@example.com"

    def __init__(self, **records: Sequence[Record]) -> None:
        super().__init__()
        names = ("users", "tickets", "ticket_metrics", "satisfaction_ratings", "deleted_users",
                 "organizations", "calls")  # fmt: skip
        self.records = {name: list(records.get(name, ())) for name in names}

    def answer(self, asked: Asked) -> Reply:
        login = b64encode(f"{self.email}/token:{self.token}".encode()).decode()
        if asked.headers.get("authorization") != f"Basic {login}":
            return Reply({"error": "Couldn't authenticate you"}, 401)
        path = asked.path.removeprefix("/api/v2/").removesuffix(".json")
        if asked.method == "GET" and path in (
            "incremental/users/cursor",
            "incremental/tickets/cursor",
        ):
            return Reply(self._export(path.split("/")[1], asked))
        if asked.method == "GET" and path == "incremental/organizations":
            return Reply(self._by_time("organizations", asked))
        if asked.method == "GET" and path == "channels/voice/stats/incremental/calls":
            return Reply(self._by_time("calls", asked))
        if asked.method == "GET" and path in ("satisfaction_ratings", "deleted_users"):
            return Reply(self._list(path, asked))
        return Reply({"error": "InvalidEndpoint"}, 404)

    def _export(self, name: str, asked: Asked) -> Record:
        only(asked.query, "start_time", "cursor", "per_page", "include")
        if ("start_time" in asked.query) == ("cursor" in asked.query):
            raise Wrong("either start_time or cursor")
        if "cursor" in asked.query:
            state = opened(asked.query["cursor"])
        else:
            start = int(asked.query["start_time"])
            if start > self.now().timestamp() - 60:
                raise Wrong("start_time must be more than one minute ago")
            state = {"at": start, "id": 0}
        # "Items created or changed within the minute prior to the request are excluded."
        newest = self.now().timestamp() - 60
        found = sorted(
            (stamp, record["id"], record)
            for record in self.records[name]
            if (state["at"], state["id"])
            < (stamp := instant(record["updated_at"]).timestamp(), record["id"])
            and stamp <= newest
        )
        page = found[: min(whole(asked.query, "per_page", 1000, 1000), self.page_size)]
        if page:
            state = {"at": page[-1][0], "id": page[-1][1]}
        cursor = sealed(state)
        include = asked.query.get("include", "")
        kept = f"&include={include}" if include else ""
        reply: Record = {
            name: [record for _, _, record in page],
            "after_url": f"{self.url}{asked.path}?cursor={cursor}{kept}",
            "after_cursor": cursor,
            "before_url": None,
            "before_cursor": None,
            "end_of_stream": len(found) == len(page),
        }
        if include == "metric_sets" and name == "tickets":
            told = {record["id"] for _, _, record in page}
            reply["metric_sets"] = [
                each for each in self.records["ticket_metrics"] if each["ticket_id"] in told
            ]
        elif include:
            raise Wrong(f"nothing called {include} lies beside {name}")
        return reply

    def _by_time(self, name: str, asked: Asked) -> Record:
        """Pages overlap by the second they meet in; Talk's last page names itself."""
        only(asked.query, "start_time")
        start = int(asked.query["start_time"])
        found = sorted(
            (int(instant(one["updated_at"]).timestamp()), one["id"], one)
            for one in self.records[name]
            if instant(one["updated_at"]).timestamp() >= start
        )
        page = found[: self.page_size]
        end = page[-1][0] if page else start
        reply: Record = {
            name: [one for _, _, one in page],
            "count": len(page),
            "end_time": end,
            "next_page": f"{self.url}{asked.path}?start_time={end}",
        }
        return reply if name == "calls" else {**reply, "end_of_stream": len(found) == len(page)}

    def _list(self, name: str, asked: Asked) -> Record:
        own = ("start_time", "end_time", "score") if name == "satisfaction_ratings" else ()
        only(asked.query, "page[size]", "page[after]", *own)
        size = min(whole(asked.query, "page[size]", 100, 100), self.page_size)
        start = int(asked.query.get("start_time", "0"))
        found = [
            record
            for record in self.records[name]
            if instant(record["created_at"]).timestamp() >= start
        ]
        first = opened(asked.query["page[after]"])["place"] if "page[after]" in asked.query else 0
        page = found[first : first + size]
        cursor = sealed({"place": first + len(page)})
        kept = "".join(
            f"&{word}={text}" for word, text in asked.query.items() if word != "page[after]"
        )
        return {
            name: page,
            "meta": {"has_more": len(found) > first + len(page), "after_cursor": cursor},
            # The link stands on the last page too.
            "links": {"next": f"{self.url}{asked.path}?page[after]={cursor}{kept}", "prev": None},
        }


class Typeform(Vendor):
    """Create and Responses APIs: forms by page, responses by token."""

    def __init__(
        self, forms: dict[str, Sequence[Record]], definitions: Sequence[Record] = ()
    ) -> None:
        super().__init__()
        self.forms = {form: list(responses) for form, responses in forms.items()}
        self.definitions = {one["id"]: one for one in definitions}
        for form in set(forms) - set(self.definitions):
            self.definitions[form] = {"id": form, "title": form, "fields": []}
        self.page_size = 20

    def answer(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization") != f"Bearer {self.token}":
            return Reply({"code": "AUTHENTICATION_FAILED"}, 401)
        match asked.path.strip("/").split("/"):
            case ["forms"] if asked.method == "GET":
                return Reply(self._forms(asked.query))
            case ["forms", form] if asked.method == "GET" and form in self.definitions:
                only(asked.query)
                return Reply(self.definitions[form])
            case ["forms", form, "responses"] if asked.method == "GET" and form in self.forms:
                return Reply(self._responses(self.forms[form], asked.query))
        return Reply({"code": "NOT_FOUND"}, 404)

    def _forms(self, query: dict[str, str]) -> Record:
        only(query, "page", "page_size", "search", "workspace_id")
        whole(query, "page_size", 200, 10)
        page = whole(query, "page", 10_000, 1)
        names = list(self.forms)  # one a page
        return {
            "total_items": len(names),
            "page_count": len(names),
            "items": [{"id": name, "title": name} for name in names[page - 1 : page]],
        }

    def _responses(self, responses: Sequence[Record], query: dict[str, str]) -> Record:
        only(query, "page_size", "since", "until", "after", "before", "sort", "response_type")
        size = min(whole(query, "page_size", 1000, 25), self.page_size)
        if "after" in query and {"sort", "since"} & set(query):
            raise Wrong("after brings its own order and start")
        if not query.get("since", "0").isdigit():
            raise Wrong("since is seconds, or a time without zone")
        found = sorted(responses, key=lambda one: (one["submitted_at"], one["token"]))
        if "after" in query:
            tokens = [one["token"] for one in found]
            if query["after"] not in tokens:
                raise Wrong("no response bears this token")
            found = found[tokens.index(query["after"]) + 1 :]
        since = int(query.get("since", "0"))
        found = [one for one in found if instant(one["submitted_at"]).timestamp() >= since]
        return {
            "total_items": len(found),
            "page_count": -(-len(found) // size),
            "items": found[:size],
        }


class Klaviyo(Vendor):
    """JSON:API, revision 2026-07-15."""

    def __init__(self, **records: Sequence[Record]) -> None:
        super().__init__()
        names = ("profiles", "lists", "campaigns", "metrics", "events", "list_members")
        self.records = {name: list(records.get(name, ())) for name in names}
        #: parameters and the largest page of each list
        self.known = {
            "profiles": (("additional-fields[profile]", "filter", "page[size]", "sort"), 100),
            "lists": (("filter", "page[size]", "sort"), 10),
            "campaigns": (("filter", "page[size]", "sort", "include"), 100),
            "metrics": (("filter",), 200),
            "events": (("filter", "page[size]", "sort", "include"), 1000),
            "list_members": (("filter", "page[size]", "sort"), 100),
        }

    def answer(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization") != f"Klaviyo-API-Key {self.token}":
            return Reply({"errors": [{"status": 401, "code": "not_authenticated"}]}, 401)
        if asked.headers.get("revision") != "2026-07-15":
            raise Wrong("every request names its revision")
        place = asked.path.removeprefix("/api/").rstrip("/")
        lists = [f"lists/{one['id']}/profiles" for one in self.records["lists"]]
        name = "list_members" if place in lists else place
        if asked.method != "GET" or place == "list_members" or name not in self.records:
            return Reply({"errors": [{"status": 404, "code": "not_found"}]}, 404)
        own, most = self.known[name]
        only(asked.query, "page[cursor]", *own)
        size = min(whole(asked.query, "page[size]", most, min(most, 20)), self.page_size)
        given = asked.query.get("filter", "")
        if name == "campaigns" and "equals(messages.channel," not in given:
            raise Wrong("campaigns need a filter on their channel")
        tests = re.findall(r"([a-z-]+)\(([^,()]+),([^()]*)\)", given)
        if ",".join(f"{verb}({path},{value})" for verb, path, value in tests) != given:
            raise Wrong(f"the filter {given} cannot be read")
        found = [record for record in self.records[name] if self._passes(record, tests)]
        first = opened(asked.query["page[cursor]"])["at"] if "page[cursor]" in asked.query else 0
        page = found[first : first + size]
        address = f"{self.url}/api/{place}"
        links: Record = {"self": f"https://a.klaviyo.com/api/{place}"}
        if len(found) > first + len(page):
            kept = {word: text for word, text in asked.query.items() if word != "page[cursor]"}
            links["next"] = (
                address + "?" + urlencode({**kept, "page[cursor]": sealed({"at": first + size})})
            )
        return Reply({"data": [self._shown(one, asked.query) for one in page], "links": links})

    def _shown(self, record: Record, query: dict[str, str]) -> Record:
        """Profiles say what they agreed to only when asked."""
        told = query.get("additional-fields[profile]", "").split(",")
        if record["type"] != "profile" or "subscriptions" in told:
            return record
        attributes = {k: v for k, v in record["attributes"].items() if k != "subscriptions"}
        return {**record, "attributes": attributes}

    def _passes(self, record: Record, tests: list[tuple[str, str, str]]) -> bool:
        for verb, path, value in tests:
            if path == "messages.channel":
                if value.strip("'") != record.get("channel", "email"):
                    return False
                continue
            *steps, last = path.split(".")
            held: Any = record["attributes"]
            for step in steps:
                held = (held or {}).get(step)
            times = [one[last] for one in (held if isinstance(held, list) else [held]) if one]
            since = instant(value)
            passed = {"greater-than": datetime.__gt__, "greater-or-equal": datetime.__ge__}[verb]
            if not any(time and passed(instant(time), since) for time in times):
                return False
        return True


class Square(Vendor):
    """Square API 2025-08-20: searches by POST, payments by GET, cursors bound to a query."""

    def __init__(self, locations: Sequence[str] = ("L1",), **records: Sequence[Record]) -> None:
        super().__init__()
        names = ("customers", "orders", "payments", "catalog", "events")
        self.locations = list(locations)
        self.records = {name: list(records.get(name, ())) for name in names}

    def answer(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization") != f"Bearer {self.token}":
            return Reply({"errors": [{"category": "AUTHENTICATION_ERROR"}]}, 401)
        if asked.headers.get("square-version") != "2025-08-20":
            raise Wrong("requests name the version they were written for")
        match asked.method, asked.path.removeprefix("/v2/"):
            case "GET", "locations":
                return Reply({"locations": [{"id": one, "name": one} for one in self.locations]})
            case "GET", "payments":
                return self._paged("payments", dict(asked.query), 100, self._payments)
            case "POST", "customers/search":
                return self._paged("customers", asked.json, 100, self._customers)
            case "POST", "orders/search":
                return self._paged("orders", asked.json, 1000, self._orders)
            case "POST", "catalog/search":
                return self._paged("objects", asked.json, 1000, self._catalog)
            case "POST", "events":
                return self._paged("events", asked.json, 100, self._events)
        return Reply({"errors": [{"category": "INVALID_REQUEST_ERROR"}]}, 404)

    def _paged(
        self, word: str, query: Record, most: int, find: Callable[[Record], list[Record]]
    ) -> Reply:
        cursor = query.pop("cursor", None)
        limit = int(query.get("limit", most))
        if not 1 <= limit <= most:
            raise Wrong(f"limit must be 1 to {most}")
        state = opened(cursor) if cursor else {"query": query, "at": 0}
        if state["query"] != query:
            raise Wrong("a cursor goes with the query that it was given for")
        found = find(query)
        end = state["at"] + min(limit, self.page_size)
        reply: Record = {word: found[state["at"] : end]} if found else {}
        if len(found) > end:
            reply["cursor"] = sealed({**state, "at": end})
        return Reply(reply)

    def _since(self, name: str, at: str, start: str) -> list[Record]:
        return sorted(
            (one for one in self.records[name] if instant(one[at]) >= instant(start)),
            key=lambda one: instant(one[at]),
        )

    def _customers(self, query: Record) -> list[Record]:
        only(query, "limit", "query", "count")
        only(query["query"], "filter", "sort")
        return self._since(
            "customers", "updated_at", query["query"]["filter"]["updated_at"]["start_at"]
        )

    def _orders(self, query: Record) -> list[Record]:
        only(query, "limit", "query", "location_ids", "return_entries")
        if not 1 <= len(query["location_ids"]) <= 10:
            raise Wrong("one to ten locations")
        ((field, window),) = query["query"]["filter"]["date_time_filter"].items()
        if query["query"]["sort"]["sort_field"] != field.upper():
            raise Wrong("a search by time is sorted by the same time")
        return [
            one
            for one in self._since("orders", field, window["start_at"])
            if one["location_id"] in query["location_ids"]
        ]

    def _payments(self, query: Record) -> list[Record]:
        only(query, "limit", "location_id", "begin_time", "end_time", "updated_at_begin_time",
             "updated_at_end_time", "sort_field", "sort_order")  # fmt: skip
        a_year_ago = (self.now() - timedelta(days=365)).isoformat()
        made_since = instant(query.get("begin_time", a_year_ago))
        at_home = query.get("location_id", self.locations[0])
        return [
            one
            for one in self._since("payments", "updated_at", query["updated_at_begin_time"])
            if one["location_id"] == at_home and instant(one["created_at"]) >= made_since
        ]

    def _catalog(self, query: Record) -> list[Record]:
        only(query, "object_types", "include_deleted_objects", "begin_time", "limit")
        return [
            one
            for one in self._since("catalog", "updated_at", query["begin_time"])
            if one["type"] in query["object_types"]
            and (query.get("include_deleted_objects") or not one.get("is_deleted"))
        ]

    def _events(self, query: Record) -> list[Record]:
        only(query, "limit", "query")
        start = query["query"]["filter"]["created_at"]["start_at"]
        if instant(start) < datetime.now(UTC) - timedelta(days=28):
            raise Wrong("events are kept for 28 days")
        kinds = query["query"]["filter"]["event_types"]
        return [one for one in self._since("events", "created_at", start) if one["type"] in kinds]
