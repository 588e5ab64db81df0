"""What people decided holds in every build: above every rule, through any chain.

One town, three builds: as it was found, after the decisions, and two months later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from .identity_house import MATCHED_BY, IdentityHouse, Record, contact, people_of

SIGNED = ("--author", "jo", "--reason", "asked them")
ADA = {"first_name": "Ada", "last_name": "Weiß", "email": "ada@example.com"}
HOME = {"street": "Bachstraße", "house_number": "5", "postal_code": "50667", "city": "Köln"}
THEO = {"first_name": "Theodora", "last_name": "Quandt", "birth_date": "1970-05-06", **HOME}


def chain(name: str, number: int) -> list[Record]:
    """Five records of one name in a row, each tied to the next by one value."""
    person = {"first_name": name, "last_name": "Kern"}
    email = f"{name.lower()}@example.com"
    phone, card = f"+4930231250{number:02d}", f"290{number:02d}"
    return [
        contact(f"shop:{name}", "2020-01-01", email=email, **person),
        contact(f"crm:{name}", email=email, phone=phone, **person),
        contact(f"desk:{name}", phone=phone, loyalty_card_number=card, **person),
        contact(f"till:{name}", loyalty_card_number=card, external_id=f"app:{name}", **person),
        contact(f"app:{name}", **person),
    ]


TOWN = [
    *chain("Paul", 1), *chain("Kai", 2), *chain("Ute", 3),
    # Blocked values, other names and other birth dates; and who hangs on one of them.
    contact("shop:Lang", "2020-01-01", first_name="Petra", last_name="Lang",
            birth_date="1960-02-03", email="info@example.com"),
    contact("crm:Blume", first_name="Jörg", last_name="Blume", birth_date="1991-12-30",
            email="info@example.com"),
    contact("desk:Lang", first_name="Petra", last_name="Lang", phone="+493023125009"),
    contact("till:Lang", first_name="Petra", last_name="Lang", birth_date="1960-02-03",
            phone="+493023125009"),
    # One mailbox, seven records; the oldest is the centre of the star that ties them.
    contact("shop:Ada", "2019-01-01", **ADA),
    *[contact(f"{tool}:Ada{n}", **ADA) for tool in ("crm", "desk", "till") for n in (1, 2)],
    # Two of other names who are one; of her the oldest record is a mailbox without a name.
    contact("form:Nora", "2018-01-01", email="nora@example.com"),
    contact("shop:Nora", "2020-01-01", first_name="Nora", last_name="Vogt",
            email="nora@example.com"),
    contact("till:Vera", "2021-01-01", first_name="Vera", last_name="Sander",
            loyalty_card_number="29077"),
    contact("crm:Vera", first_name="Vera", last_name="Sander", loyalty_card_number="29077"),
    # Alike in all, by exact keys and by likeness, and known to be two and one.
    contact("shop:Theo", "2020-01-01", **THEO),
    contact("crm:Theo", **{**THEO, "first_name": "Teodora", "birth_date": "1970-06-05"}),
    contact("desk:Theo", **{**THEO, "last_name": "Quant", "street": "Bach Str."}),
]  # fmt: skip


@dataclass
class Town:
    """record -> customer at each of the three builds; ties: what ties a record at the second."""

    house: IdentityHouse
    ties: dict[str, str]
    found: dict[str, str]
    decided: dict[str, str]
    later: dict[str, str]

    @staticmethod
    def of(ids: dict[str, str], name: str) -> set[frozenset[str]]:
        """Who shares an id among the records whose name ends so."""
        return people_of({record: i for record, i in ids.items() if name in record})


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        house = IdentityHouse(tmp_path_factory.mktemp("town"), monkeypatch)
        house.hold(TOWN)
        found = house.build()
        house.cdp("identity", "unlink", "shop:Paul", "app:Paul", *SIGNED)
        until = ("--expires", "2026-12-01")
        house.cdp("identity", "unlink", "shop:Kai", "app:Kai", *SIGNED, *until)
        line = house.told("identity", "unlink", "crm:Ute", "desk:Ute", *SIGNED)["added"][0]
        house.cdp("identity", "link", "shop:Lang", "crm:Blume", *SIGNED)
        house.cdp("identity", "link", found["shop:Nora"], found["crm:Vera"], *SIGNED)
        parted = ("--apart", "shop:Ada", "--apart", "till:Ada2")
        house.cdp("identity", "split", found["shop:Ada"], *parted, *SIGNED)
        house.cdp("identity", "unlink", "shop:Theo", "crm:Theo", *SIGNED)
        house.cdp("identity", "unlink", "crm:Theo", "desk:Theo", *SIGNED)
        decided = house.build()
        ties = dict(
            house.query(
                f"select source_name || ':' || source_record_id, {MATCHED_BY}"
                " from identity.int_customer_ids"
            )
        )
        # A bridge lands for Paul; Kai's decision expires; Ute's turns out to be wrong.
        monkeypatch.setenv("STAMMKUNDE_AS_OF", "2026-12-01 00:00:00")
        bridge = {"email": "paul@example.com", "external_id": "app:Paul"}
        house.hold([*TOWN, contact("new:Paul", first_name="Paul", last_name="Kern", **bridge)])
        house.cdp("identity", "withdraw", line["decision_id"], *SIGNED)
        yield Town(house, ties, found, decided, house.build())


def test_two_decided_apart_never_share_an_id_however_long_the_chain(town: Town) -> None:
    assert len(town.of(town.found, "Paul")) == 1
    # The phone is the weakest tie of the chain: there it parts.
    assert town.of(town.decided, "Paul") == {
        frozenset({"shop:Paul", "crm:Paul"}),
        frozenset({"desk:Paul", "till:Paul", "app:Paul"}),
    }


def test_a_tie_that_fell_is_no_longer_told(town: Town) -> None:
    assert town.ties["crm:Paul"] == "email"
    assert town.ties["desk:Paul"] == "loyalty_card"
    assert town.ties["till:Paul"] == "external_id|loyalty_card"


def test_a_bridge_that_lands_later_does_not_bring_them_together_again(town: Town) -> None:
    assert town.later["shop:Paul"] == town.decided["shop:Paul"]
    assert town.later["app:Paul"] == town.decided["app:Paul"]
    assert town.later["new:Paul"] in (town.later["shop:Paul"], town.later["app:Paul"])


@pytest.mark.parametrize("name", ["Kai", "Ute"])
def test_a_decision_ends_with_its_expiry_or_its_withdrawal(town: Town, name: str) -> None:
    counts = [len(town.of(ids, name)) for ids in (town.found, town.decided, town.later)]

    assert counts == [1, 2, 1]
    assert town.later[f"shop:{name}"] == town.found[f"shop:{name}"]


def test_a_link_holds_above_every_rule_and_costs_no_other_tie(town: Town) -> None:
    whole = {"shop:Lang", "desk:Lang", "till:Lang"}
    assert town.of(town.found, "Lang") == {frozenset(whole)}

    one = {record for record, i in town.decided.items() if i == town.decided["shop:Lang"]}
    assert one == whole | {"crm:Blume"}


def test_two_customers_who_are_linked_are_one_with_all_their_records(town: Town) -> None:
    """A mailbox alone would speak for her, and she would contradict whom it was linked to."""
    whole = frozenset({"form:Nora", "shop:Nora", "till:Vera", "crm:Vera"})
    assert town.found["form:Nora"] == town.found["shop:Nora"]
    one = {record for record, i in town.decided.items() if i == town.decided["form:Nora"]}
    assert one == whole


def test_a_split_leaves_two_whole_persons_and_the_id_with_the_oldest_record(town: Town) -> None:
    """The centre of the star was never hers; all others still hang together without it."""
    assert town.of(town.decided, "Ada") == {
        frozenset({"shop:Ada", "till:Ada2"}),
        frozenset({"crm:Ada1", "crm:Ada2", "desk:Ada1", "desk:Ada2", "till:Ada1"}),
    }
    assert town.decided["shop:Ada"] == town.found["shop:Ada"]


def test_likeness_does_not_tie_who_was_decided_apart(town: Town) -> None:
    assert town.decided["crm:Theo"] not in (town.decided["shop:Theo"], town.decided["desk:Theo"])


def test_nobody_else_is_touched_by_a_decision(town: Town) -> None:
    quiet = ("Lang", "Ada")
    assert {name: town.of(town.later, name) for name in quiet} == {
        name: town.of(town.decided, name) for name in quiet
    }


def test_a_seed_that_contradicts_itself_fails_the_build_and_names_both_sides(town: Town) -> None:
    house, before = town.house, town.house.seed.read_text()
    tests = ("people_decided_apart_share_no_id", "decisions_do_not_contradict")
    house.dbt("test", "--select", *tests)
    house.cdp("identity", "link", "shop:Kai", "crm:Kai", *SIGNED)
    house.cdp("identity", "link", "crm:Kai", "desk:Kai", *SIGNED)
    added = {line.split(",")[0] for line in house.seed.read_text()[len(before) :].splitlines()}
    with house.seed.open("a") as file:
        file.write("byhand,cannot_link,desk,Kai,shop,Kai,kim,two people,2026-01-01 00:00:00,,\n")
    house.sow()
    house.dbt("run", "--select", "int_identity_verdicts", "int_identity_decided_groups")

    with pytest.raises(AssertionError):
        house.dbt("test", "--select", tests[1], "--store-failures")
    [(apart, together)] = house.query(
        "select cannot_link_id, must_link_ids from test_failures.decisions_do_not_contradict"
    )
    assert (apart, set(together.split("|"))) == ("byhand", added)
