"""One town for all stories of who is who: they live side by side and grow older together.

A story is a generator: what it does before its first ``yield`` has happened when the
identity room is built for the first time, what it does before its second ``yield`` when
it is built the second time. Between the two it says what must be true. Records go into
the conformed tables, cleaned as staging cleans them; ids and reasons come out, so that
the models between may be rewritten. Beside the stories live some hundred ordinary
people, because thresholds come from the data of the day.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
import yaml
from dbt.artifacts.schemas.results import NodeStatus

from pipelines.identity.forget import KEYS
from tests import parsed_once

from .identity_background import ordinary_people
from .identity_house import MATCHED_BY
from .macro_house import macro

ROOT = Path(__file__).resolve().parents[2]
#: The moments of the builds, UTC; before the last one the room forgets everything.
NIGHTS = [f"2026-{month:02d}-01 00:00:00" for month in (7, 8, 9, 10)]

Record = tuple[str, str]  # source_name, source_record_id
Fields = dict[str, Any]
Story = Callable[["People"], Iterator[None]]

CLEANED = {
    "email": macro(ROOT, "normalize_email")("email"),
    "phone": macro(ROOT, "normalize_phone")("phone", "country_code"),
    "first_name": macro(ROOT, "clean_name")("first_name"),
    "last_name": macro(ROOT, "clean_name")("last_name"),
    "birth_date": macro(ROOT, "to_birth_date")("birth_date"),
    "street": macro(ROOT, "street_name")("street"),
    "house_number": macro(ROOT, "house_number")("street"),
    "vat_id": macro(ROOT, "normalize_vat_id")("vat_id"),
}


def contents(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int]]:
    """Each table of the identity room -> its rows counted, and a number for what they hold.

    Ids and what is told of them are left out: they have a past of their own.
    """
    tables = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'identity' and "
        "regexp_full_match(table_name, 'int_identity_.*') and not contains(table_name, '__')"
        " and table_name <> 'int_identity_anomalies'"
    ).fetchall()
    held = [
        f"select '{table}', count(*), sum(hash(held)) from identity.{table} as held"
        for (table,) in tables
    ]
    rows = connection.execute(" union all ".join(held)).fetchall()
    return {table: (count, content) for table, count, content in rows}


def untold(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Each table of changes -> how many numbers it still holds for its readers."""
    tables = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'identity' and "
        "suffix(table_name, '__changes')"
    ).fetchall()
    held = [f"select '{table}', count(*) from identity.{table}" for (table,) in tables]
    return dict(connection.execute(" union all ".join(held)).fetchall())


@dataclass
class Town:
    """What the tools say today, what was decided, and what the identity room made of it."""

    place: Path
    told: dict[str, dict[Record, Fields]] = field(
        default_factory=lambda: {"contacts": {}, "orders": {}}
    )
    ever_told: dict[Record, Fields] = field(default_factory=dict)
    decisions: dict[str, Fields] = field(default_factory=dict)
    erased: set[int] = field(default_factory=set)
    owners: dict[Record, str] = field(default_factory=dict)
    now: str = NIGHTS[0]
    _runner: Any = field(default_factory=parsed_once.runner)
    ids: dict[Record, str] = field(default_factory=dict)
    bereaved: set[str] = field(default_factory=set)  # stories whose records went
    aliases: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    skipped: set[tuple[str, Record]] = field(default_factory=set)
    ties: dict[Record, str] = field(default_factory=dict)
    review: set[frozenset[Record]] = field(default_factory=set)
    #: After each build: table -> its rows counted, and a number for what they hold.
    rooms: list[dict[str, tuple[int, int]]] = field(default_factory=list)
    #: After each build: table of changes -> numbers that it still holds.
    untold: list[dict[str, int]] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.place / parsed_once.WAREHOUSE

    def found(self) -> None:
        """Parse the project once, sow the seeds, create the conformed tables empty."""
        parsed_once.give(self.place / "target", self.file)
        self.now = parsed_once.AS_OF
        manifest = self._dbt("parse")
        self._runner = parsed_once.runner(manifest)
        self._dbt("seed", "--select", "path:seeds/identity")
        nodes = manifest.nodes
        read = {
            nodes[above].name: ROOT / nodes[above].patch_path.removeprefix("stammkunde://")
            for node in nodes.values()
            if node.path.startswith("identity/") and node.resource_type == "model"
            for above in node.depends_on.nodes
            if above in nodes and nodes[above].path.startswith("conformed/")
        }
        with duckdb.connect(str(self.file)) as connection:
            connection.execute("create schema conformed")
            for name, described in sorted(read.items()):
                (model,) = yaml.safe_load(described.read_text())["models"]
                columns = ", ".join(f"{c['name']} {c['data_type']}" for c in model["columns"])
                connection.execute(f"create table conformed.{name} ({columns})")

    def night_falls(self, now: str, shuffle: random.Random) -> None:
        """Build the room of what the tools say, and look who everybody is now."""
        self.now = now
        with duckdb.connect(str(self.file)) as connection:
            for concept, rows in self.told.items():
                self._write(connection, concept, list(rows.values()), shuffle)
            decided = list(self.decisions.values())
            connection.execute("delete from policy.identity_decisions")
            self._insert(connection, "policy.identity_decisions", decided)
            connection.execute("delete from policy.identity_erasures")
            keys = [{"record_key": key} for key in sorted(self.erased)]
            self._insert(connection, "policy.identity_erasures", keys)
        self._dbt("run", "--select", "path:models/identity")
        self._look()

    def forget_everything(self) -> None:
        """The identity room is gone, the history of its ids included."""
        with duckdb.connect(str(self.file)) as connection:
            connection.execute("drop schema identity cascade")

    def tells_of(self, *words: str) -> set[str]:
        """Tables of the identity room that hold one of the words, in capitals or not."""
        with duckdb.connect(str(self.file)) as connection:
            columns = connection.execute(
                "select table_name, column_name from duckdb_columns()"
                " where schema_name = 'identity' and data_type in ('VARCHAR', 'DATE')"
            ).fetchall()
            return {
                table
                for table, column in columns
                for word in words
                if connection.execute(
                    f"select 1 from identity.{table}"
                    f" where contains(lower(cast({column} as string)), ?) limit 1",
                    [word.lower()],
                ).fetchone()
            }

    def _dbt(self, *arguments: str) -> Any:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("STAMMKUNDE_DUCKDB", str(self.file))
            patch.setenv("STAMMKUNDE_AS_OF", self.now)
            done = self._runner.invoke(
                ["--quiet", *arguments, "--project-dir", str(ROOT), "--profiles-dir", str(ROOT),
                 "--target-path", f"{self.place}/target", "--log-path", f"{self.place}/logs"]
            )  # fmt: skip
        assert done.success, done.exception or [
            (result.node.name, result.message)
            for result in done.result
            if result.status != NodeStatus.Success
        ]
        return done.result

    @staticmethod
    def _insert(
        connection: duckdb.DuckDBPyConnection,
        table: str,
        rows: list[Fields],
        cleaned: dict[str, str] | None = None,
    ) -> None:
        columns = sorted({name for row in rows for name in row})
        if not rows:
            return
        said = pa.table({name: pa.array([row.get(name) for row in rows]) for name in columns})
        connection.register("said", said)
        values = ", ".join((cleaned or {}).get(name, name) for name in columns)
        connection.execute(f"insert into {table} ({', '.join(columns)}) select {values} from said")
        connection.unregister("said")

    def _write(
        self,
        connection: duckdb.DuckDBPyConnection,
        concept: str,
        rows: list[Fields],
        shuffle: random.Random,
    ) -> None:
        every = {name: None for name in CLEANED} | {"country_code": None}
        if concept == "contacts":
            rows = [{**every, **row, "house_number": None} for row in rows]
        shuffle.shuffle(rows)
        connection.execute(f"delete from conformed.int_{concept}")
        named = {name: f"cast({sql} as string)" for name, sql in CLEANED.items()}
        named |= {"birth_date": CLEANED["birth_date"]}
        if concept == "orders":
            named = {name: named[name] for name in ("email",)}
        self._insert(connection, f"conformed.int_{concept}", rows, named)

    def _look(self) -> None:
        with duckdb.connect(str(self.file)) as connection:
            assigned = connection.execute(
                f"select source_name, source_record_id, customer_id, {MATCHED_BY} "
                "from identity.int_customer_ids"
            ).fetchall()
            aliases = connection.execute(
                "select customer_id, standing_customer_id from identity.int_customer_alias_ids"
            ).fetchall()
            facts = connection.execute(
                "select fact_id, customer_id from identity.int_fact_customers"
            ).fetchall()
            skipped = connection.execute(
                "select skip_reason, source_name, source_record_id "
                "from identity.int_identity_quarantine "
                "inner join identity.int_customer_ids using (record_key)"
            ).fetchall()
            review = connection.execute(
                "select left_source_name, left_source_record_id, "
                "right_source_name, right_source_record_id from identity.int_identity_review"
            ).fetchall()
            self.rooms.append(contents(connection))
            self.untold.append(untold(connection))
        self.ids = {(tool, number): person for tool, number, person, _ in assigned}
        self.ties = {(tool, number): by for tool, number, _, by in assigned}
        self.aliases = dict(aliases)
        self.facts = dict(facts)
        self.skipped = {(reason, (tool, number)) for reason, tool, number in skipped}
        self.review = {frozenset([(row[0], row[1]), (row[2], row[3])]) for row in review}


class People:
    """The people of one story: what tools say about them, and who they turn out to be."""

    def __init__(self, town: Town, story: str) -> None:
        self.town = town
        self.story = story
        self.count = 0

    # -- what happens

    def known(self, tool: str, since: str = "2025-01-01", **fields: Any) -> Record:
        """A tool has a record since that day; fields as a tool would write them."""
        self.count += 1
        return self.known_as(tool, f"{self.story}-{self.count}", since, **fields)

    def known_as(self, tool: str, number: str, since: str = "2025-01-01", **fields: Any) -> Record:
        """The same, with an id of the tool's own making."""
        record = (tool, number)
        assert record not in self.town.owners, f"{record} is in {self.town.owners[record]}"
        self.town.owners[record] = self.story
        self.town.told["contacts"][record] = self.town.ever_told[record] = {
            "source_name": tool, "source_record_id": number, "created_at": since, **fields,
        }  # fmt: skip
        return record

    def ordered(self, tool: str, number: str, **fields: Any) -> Record:
        """An order that names a record (source_record_id), or an address, or a card."""
        order = f"{self.story}-{number}"
        record = (tool, str(fields.get("source_record_id", f"order:{order}")))
        self.town.owners.setdefault(record, self.story)
        self.town.told["orders"][tool, order] = {
            "source_name": tool, "source_order_id": order, "ordered_at": "2025-06-01", **fields,
        }  # fmt: skip
        return record

    def changed(self, record: Record, **fields: Any) -> None:
        """The tool tells of the record anew."""
        self.town.told["contacts"][record].update(fields)

    def gone(self, *records: Record) -> None:
        """The tools no longer hold the records: erased, or never true."""
        self.town.bereaved.add(self.story)
        for record in records:
            del self.town.told["contacts"][record]

    def erased(self, customer_id: str) -> None:
        """The customer asked to be erased, and somebody ran ``cdp identity forget``."""
        self.town.bereaved.add(self.story)
        with duckdb.connect(str(self.town.file)) as connection:
            found = connection.execute(KEYS.format("identity."), [customer_id]).fetchall()
        self.town.erased |= {key for (key,) in found}

    def decided(self, verdict: str, one: Record, other: Record, **more: Any) -> str:
        """A person decides; the verdict's number comes back."""
        number = f"{self.story}-{len(self.town.decisions)}"
        self.town.decisions[number] = {
            "decision_id": number, "decision": verdict, "author": "a colleague",
            "reason": "seen the papers", "decided_at": "2026-06-01",
            "left_source_name": one[0], "left_source_record_id": one[1],
            "right_source_name": other[0], "right_source_record_id": other[1], **more,
        }  # fmt: skip
        return number

    def withdrawn(self, decision: str) -> None:
        del self.town.decisions[decision]

    # -- what must be true

    def id_of(self, record: Record) -> str:
        return self.town.ids[record]

    def are(self, *people: set[Record]) -> None:
        """The story's records are exactly these people, and none is anybody else's."""
        mine = {r for r in self.town.ids if self.town.owners.get(r) == self.story}
        assert mine == set().union(*people), "the story forgot a record"
        found: dict[str, set[Record]] = {}
        for record in mine:
            found.setdefault(self.town.ids[record], set()).add(record)
        strangers = {
            record
            for record, person in self.town.ids.items()
            if person in found and record not in mine
        }
        assert not strangers, f"{sorted(strangers)} are taken for people of {self.story}"
        one_by_one = sorted(map(sorted, found.values()))
        assert one_by_one == sorted(map(sorted, people)), "\n".join(
            ["these are one each, and they should not be:"]
            + [
                f"- {tool} {number}: {self.town.ties[tool, number]}"
                for one in one_by_one
                if set(one) not in people
                for tool, number in one
            ]
        )

    def skipped_for(self, reason: str, *records: Record) -> None:
        """These records' value was told as skipped for that reason; no other record's of ours."""
        told = {record for why, record in self.town.skipped if why == reason}
        mine = {record for record in told if self.town.owners.get(record) == self.story}
        assert mine == set(records)

    def leads_to(self, old: str, standing: str) -> None:
        """An id of earlier days resolves, in one step, to one that stands."""
        assert self.town.aliases[old] == standing
        assert standing not in self.town.aliases

    def in_review(self, one: Record, other: Record) -> bool:
        return frozenset([one, other]) in self.town.review


class Catalogue:
    """The stories in order; each is told once, together with all others."""

    def __init__(self) -> None:
        self.stories: dict[str, Story] = {}

    def story(self, tell: Story) -> Callable[[Outcomes], None]:
        """Makes a story a test of its name, which fails with what the story found wrong."""
        name = tell.__name__.removeprefix("test_")
        self.stories[name] = tell

        def test(outcomes: Outcomes) -> None:
            wrong = outcomes[name]
            if wrong is not None:
                raise wrong

        test.__name__ = test.__qualname__ = tell.__name__
        test.__module__ = tell.__module__
        return test

    def tell(self, town: Town) -> Outcomes:
        """Every story's failure, or none; a story that failed is told no further."""
        outcomes: Outcomes = dict.fromkeys(self.stories)
        town.found()
        for number, fields in enumerate(ordinary_people(random.Random(1))):
            record = (str(fields["source_name"]), f"ordinary-{number}")
            told = {**fields, "source_record_id": record[1]}
            town.told["contacts"][record] = town.ever_told[record] = told
        running = {name: tell(People(town, name)) for name, tell in self.stories.items()}
        for now in NIGHTS:
            for name, days in list(running.items()):
                try:
                    next(days)
                except StopIteration:
                    del running[name]
                except Exception as error:
                    outcomes[name] = error
                    del running[name]
            if now == NIGHTS[-1]:
                town.forget_everything()
            town.night_falls(now, random.Random(now))
        for name, days in running.items():
            try:
                for _ in days:
                    raise AssertionError(f"{name} waits for more nights than there are")
            except Exception as error:
                outcomes[name] = error
        return outcomes


Outcomes = dict[str, Exception | None]
