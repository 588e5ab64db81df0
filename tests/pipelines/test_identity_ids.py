"""Who is who, end to end: the identity room on conformed tables filled by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from tests import parsed_once

from .identity_house import MATCHED_BY

ROOT = Path(__file__).resolve().parents[2]
READ = ("contacts", "orders", "service_contacts", "survey_responses", "consents", "loyalty_members")
Record = dict[str, Any]


class Identity:
    """A warehouse whose conformed room is filled by hand and whose identity room is built."""

    #: The project as the first story parsed it.
    parsed: Any = None

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        # One file for all stories, so that the seeds are sown once.
        self.file = place / parsed_once.WAREHOUSE
        is_new = not self.file.exists()
        monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(self.file))
        monkeypatch.setenv("STAMMKUNDE_AS_OF", parsed_once.AS_OF)
        monkeypatch.setenv("DBT_TARGET_PATH", str(place / "target"))
        monkeypatch.setenv("DBT_LOG_PATH", str(place / "logs"))
        with duckdb.connect(str(self.file)) as connection:
            connection.execute("drop schema if exists identity cascade")
            connection.execute("drop schema if exists conformed cascade")
            connection.execute("create schema conformed")
            for concept in READ:
                path = ROOT / "models" / "conformed" / concept / f"int_{concept}.yml"
                (model,) = yaml.safe_load(path.read_text())["models"]
                columns = ", ".join(f"{c['name']} {c['data_type']}" for c in model["columns"])
                connection.execute(f"create table conformed.int_{concept} ({columns})")
        if is_new:
            parsed_once.give(place / "target", self.file)
            Identity.parsed = self.dbt("parse")
            self.dbt("seed", "--select", "path:seeds/identity")

    def dbt(self, *arguments: str) -> Any:
        """What the dbt command comes to, which must succeed."""
        done = parsed_once.runner(self.parsed).invoke(
            ["--quiet", *arguments, "--project-dir", str(ROOT), "--profiles-dir", str(ROOT)]
        )
        assert done.success, done.exception
        return done.result

    def hold(self, contacts: Sequence[Record], orders: Sequence[Record] = ()) -> None:
        """The conformed room holds exactly these rows."""
        with duckdb.connect(str(self.file)) as connection:
            for concept, rows in (("contacts", contacts), ("orders", orders)):
                connection.execute(f"delete from conformed.int_{concept}")
                for row in rows:
                    connection.execute(
                        f"insert into conformed.int_{concept} ({', '.join(row)}) "
                        f"values ({', '.join('?' * len(row))})",
                        list(row.values()),
                    )

    def build(self, *flags: str) -> dict[str, str]:
        """tool:number of a record -> its customer_id after a build of the room."""
        self.dbt("run", "--select", "path:models/identity", *flags)
        return self.of_records("customer_id")

    def of_records(self, column: str) -> dict[str, str]:
        """tool:number of a record -> a column of int_customer_ids."""
        return dict(
            self.query(
                f"select source_name || ':' || source_record_id, {column} "
                "from identity.int_customer_ids"
            )
        )

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.file)) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("identity")


@pytest.fixture
def identity(place: Path) -> Iterator[Identity]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield Identity(place, monkeypatch)


def contact(tool: str, number: int | str, created: str, **fields: Any) -> Record:
    return {
        "source_name": tool,
        "source_record_id": str(number),
        "created_at": created,
        **fields,
    }


def people_of(ids: dict[str, str]) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for record, customer in ids.items():
        groups.setdefault(customer, set()).add(record)
    return {frozenset(group) for group in groups.values()}


HOME = {"street": "Bachstraße", "house_number": "5", "postal_code": "50667"}
OTHER_SPELLING = {"street": "Bachstr.", "house_number": "5 ", "postal_code": "50667"}


def test_a_street_of_stories_ends_in_the_right_people(identity: Identity) -> None:
    day = "2025-01-01"
    identity.hold(
        [
            # Umlauts in two spellings, a nickname, a plus tag: one Jürgen in three tools.
            contact("shop", 1, day, first_name="Jürgen", last_name="Weiß",
                    email="j.weiss@example.com"),
            contact("crm", 1, day, first_name="Juergen", last_name="Weiss",
                    email="j.weiss+news@example.com", phone="+493023125001"),
            contact("desk", 1, day, first_name="Dr. Jürgen", last_name="Weiß",
                    phone="+493023125001"),
            # A family mailbox keeps Petra and her daughter apart; the guest may be either.
            contact("shop", 2, day, first_name="Petra", last_name="Lang",
                    email="familie@example.org"),
            contact("crm", 2, day, first_name="Mia", last_name="Lang",
                    email="familie@example.org"),
            contact("ask", 2, day, email="familie@example.org"),
            # A card lent to a friend ties nobody; the owner's till record is hers.
            contact("shop", 3, day, first_name="Olga", last_name="Kurz",
                    loyalty_card_number="29001"),
            contact("shop", 4, day, first_name="Bernd", last_name="Rot",
                    loyalty_card_number="29001"),
            contact("till", 3, day, first_name="Olga", last_name="Kurz",
                    loyalty_card_number="29001"),
            # Twins: one birthday, one home, two first names.
            contact("shop", 5, day, first_name="Leon", last_name="Berg",
                    birth_date="1999-09-09", **HOME),
            contact("shop", 6, day, first_name="Paul", last_name="Berg",
                    birth_date="1999-09-09", **HOME),
            contact("crm", 5, day, first_name="Leon", last_name="Berg",
                    birth_date="1999-09-09", **OTHER_SPELLING),
            # Father and son of one name at one address.
            contact("shop", 7, day, first_name="Karl", last_name="Frey",
                    birth_date="1950-03-01", **HOME),
            contact("shop", 8, day, first_name="Karl", last_name="Frey",
                    birth_date="1983-11-20", **HOME),
            # A kiosk and a relay address tie nobody.
            contact("shop", 9, day, first_name="Ute", last_name="Adam",
                    email="kiosk-2@example.net"),
            contact("crm", 9, day, first_name="Ute", last_name="Adam",
                    email="kiosk-2@example.net"),
            contact("shop", 10, day, first_name="Ute", last_name="Bohn",
                    email="x1@relay.example.net"),
            contact("crm", 10, day, first_name="Ute", last_name="Bohn",
                    email="x1@relay.example.net"),
            # Test accounts stay alone although everything agrees.
            contact("shop", 11, day, first_name="Erika", last_name="Mustermann",
                    email="erika@example.com"),
            contact("crm", 11, day, first_name="Erika", last_name="Mustermann",
                    email="erika@example.com"),
            # A chain: e-mail, then a cross id, then swapped names with a birth date.
            contact("shop", 12, day, first_name="Anna", last_name="Zimmer",
                    email="anna@example.com"),
            contact("desk", 12, day, email="anna@example.com", external_id="crm:12"),
            contact("crm", 12, day, first_name="Anna", last_name="Zimmer",
                    birth_date="1970-05-06"),
            contact("till", 12, day, first_name="Zimmer", last_name="Anna",
                    birth_date="1970-05-06"),
        ],
        [
            {"source_name": "shop", "source_order_id": "G1", "ordered_at": day,
             "email": "anna@example.com"},
            {"source_name": "erp", "source_order_id": "E1", "ordered_at": day,
             "source_record_id": "77"},
            {"source_name": "till", "source_order_id": "T1", "ordered_at": day},
        ],
    )  # fmt: skip

    ids = identity.build()

    together = {group for group in people_of(ids) if len(group) > 1}
    assert together == {
        frozenset({"shop:1", "crm:1", "desk:1"}),
        frozenset({"shop:3", "till:3"}),
        frozenset({"shop:5", "crm:5"}),
        frozenset({"shop:12", "desk:12", "crm:12", "till:12", "shop:order:G1"}),
    }
    facts = identity.query(
        "select fact_id, customer_id from identity.int_fact_customers order by fact_id"
    )
    assert facts == [("E1", ids["erp:77"]), ("G1", ids["shop:12"])]
    skipped = identity.query(
        "select source_name || ':' || source_record_id, skip_reason "
        "from identity.int_identity_quarantine "
        "inner join identity.int_identity_records using (record_key) order by all"
    )
    assert skipped == [
        ("ask:2", "whole_family"),
        ("crm:10", "marketplace_relay"),
        ("crm:11", "test_person"),
        ("crm:9", "store_device"),
        ("shop:10", "marketplace_relay"),
        ("shop:11", "test_person"),
        ("shop:9", "store_device"),
    ]
    ties = identity.of_records(MATCHED_BY)
    assert (ties["desk:12"], ties["shop:11"]) == ("email|external_id", "alone")


def id_made_of(record: str) -> str:
    """The customer_id of people whose oldest record this is, worked out apart."""
    return "c" + hashlib.md5(record.encode()).hexdigest()[:16]


def test_ids_given_by_a_version_that_named_records_in_text_stand(identity: Identity) -> None:
    """The history of version 0.1 knew records as shop:1; a deleted record gave the id."""
    identity.query("create schema identity")
    identity.query(
        """
        create table identity.int_customer_id_history (
            record_key string, customer_id string, origin_record_key string,
            origin_created_at timestamp, assigned_at timestamp, change_number bigint
        )
        """
    )
    for record in ("till:0", "shop:1"):
        identity.query(
            "insert into identity.int_customer_id_history values "
            f"('{record}', '{id_made_of('till:0')}', 'till:0', '2019-01-01', '2026-01-01', 1)"
        )
    ada = {"email": "ada@example.com", "first_name": "Ada", "last_name": "Weiß"}
    identity.hold(
        [
            contact("shop", 1, "2020-01-01", **ada),
            contact("crm", 1, "2021-01-01", **ada),
            contact("desk", 2, "2022-01-01", first_name="Bob", last_name="Rot"),
        ]
    )

    ids = identity.build()

    assert ids == {
        "shop:1": id_made_of("till:0"),
        "crm:1": id_made_of("till:0"),
        "desk:2": id_made_of("desk:2"),
    }
    changes = identity.query("select count(*) from identity.int_customer_id_history")
    assert changes == [(4,)], "two kept as they were, one for each newcomer"
