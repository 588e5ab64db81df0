"""``cdp explain``: why two records are one customer, or are not; and what is odd about one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.identity import explain
from pipelines.identity.masks import masked

from .identity_house import IdentityHouse, contact

PAUL = {"first_name": "Paul", "last_name": "Kern"}
PHONE = "+493023125001"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("explain")


@pytest.fixture(scope="module")
def house(place: Path) -> Iterator[IdentityHouse]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        house = IdentityHouse(place, monkeypatch)
        house.hold(
            [
                # Paul: an e-mail, then a phone, and a decision ties an old record to him.
                contact("shop:1", "2020-01-01", email="paul@example.com", **PAUL),
                contact("crm:1", email="paul@example.com", phone=PHONE, **PAUL),
                contact("desk:1", phone=PHONE, **PAUL),
                contact("till:1", first_name="P.", last_name="Kern-Alt"),
                # A short way over the phone and a long way over surer ties.
                contact("shop:2", email="u@example.com", phone="+493023125002",
                        first_name="Ute", last_name="Blum"),
                contact("crm:2", email="u@example.com", external_id="desk:2",
                        first_name="Ute", last_name="Blum"),
                contact("desk:2", phone="+493023125002", first_name="Ute", last_name="Blum"),
                # A kiosk's address, a family's phone, a test.
                contact("shop:3", email="kiosk-2@example.net", first_name="Kai", last_name="Rot"),
                contact("crm:3", email="kiosk-2@example.net", first_name="Kai", last_name="Rot"),
                contact("shop:4", phone="+493023125004", first_name="Petra", last_name="Lang"),
                contact("crm:4", phone="+493023125004", first_name="Mia", last_name="Lang"),
                contact("shop:5", first_name="Erika", last_name="Mustermann"),
                # Alike, and known to be two.
                contact("shop:6", first_name="Anna", last_name="Fuchs", email="af@example.com"),
                contact("crm:6", first_name="Anna", last_name="Fuchs", email="af@example.com"),
                # Two people that somebody made one.
                contact("shop:7", first_name="Jörg", last_name="Ast", birth_date="1950-02-03",
                        loyalty_card_number="2907"),
                contact("crm:7", first_name="Lena", last_name="Ast", birth_date="1988-11-30",
                        loyalty_card_number="2908"),
                contact("desk:7", first_name="Lena", last_name="Ast", birth_date="1988-11-30",
                        loyalty_card_number="2909"),
            ]
        )  # fmt: skip
        with house.seed.open("a") as file:
            file.write(
                "d1,must_link,shop,1,till,1,jo,asked them,2026-01-01 00:00:00,,\n"
                "d2,cannot_link,crm,6,shop,6,jo,two sisters,2026-01-01 00:00:00,,\n"
                "d3,must_link,crm,7,shop,7,jo,a mistake,2026-01-01 00:00:00,,\n"
            )
        house.build()
        yield house


def test_the_path_of_evidence_and_its_weakest_tie(house: IdentityHouse) -> None:
    told = house.told("explain", "till:1", "desk:1")

    assert told["is_together"]
    assert told["records"] == 4
    assert [(t["left"], t["right"], t["identifier_type"]) for t in told["ties"]] == [
        ("till:1", "shop:1", "decision"),
        ("shop:1", "crm:1", "email"),
        ("crm:1", "desk:1", "phone"),
    ]
    rules = dict(house.query("select identifier_type, base_confidence from policy.identity_rules"))
    assert told["ties"][told["weakest"]]["identifier_type"] == "phone"
    assert Decimal(str(told["ties"][2]["confidence"])) == rules["phone"]
    text = house.cdp("explain", "till:1", "desk:1").output
    assert "the weakest is phone" in text
    assert "jo: asked them" in text
    assert max(map(len, text.splitlines())) <= 80


def test_the_shortest_way_is_told_even_where_a_longer_one_is_surer(house: IdentityHouse) -> None:
    told = house.told("explain", "shop:2", "desk:2")

    assert [tie["identifier_type"] for tie in told["ties"]] == ["phone"]


def test_values_are_masked_unless_one_asks(house: IdentityHouse) -> None:
    for arguments in (("shop:1", "desk:1"), ("shop:1",), ("shop:3", "crm:3")):
        for form in ((), ("--json",)):
            text = house.cdp("explain", *arguments, *form).output
            assert "paul@" not in text
            assert PHONE not in text
            assert "kiosk-2" not in text
    assert "p***@e***.com" in house.cdp("explain", "shop:1", "crm:1").output
    shown = house.cdp("explain", "shop:1", "desk:1", "--show-values").output
    assert "paul@example.com" in shown
    assert PHONE in shown


@pytest.mark.parametrize(
    ("kind", "value", "seen"),
    [
        ("email", "anna.fuchs@mail.example.com", "a***@m***.com"),
        ("phone", "+493023125001", "***01"),
        ("loyalty_card", "29001", "***01"),
        ("loyalty_card", "290", "***"),
        ("birth_date", "1980-05-06", "1980-**-**"),
        ("external_id", "hubspot:12345", "hubspot:***45"),
        ("last_name", "Fuchs", "F***"),
        ("email", "no address", "n***"),
    ],
)
def test_a_mask_leaves_enough_to_recognise_and_not_to_read(
    kind: str, value: str, seen: str
) -> None:
    assert masked(kind, value) == seen


def test_a_value_that_ties_nobody_is_named_as_the_reason(house: IdentityHouse) -> None:
    told = house.told("explain", "shop:3", "crm:3")

    assert not told["is_together"]
    [email] = [shared for shared in told["shared"] if shared["identifier_type"] == "email"]
    assert email["reason"] == "ties nobody: store device (2 records hold it)"


def test_names_that_do_not_fit_are_named_as_the_reason(house: IdentityHouse) -> None:
    told = house.told("explain", "shop:4", "crm:4")

    [phone] = [shared for shared in told["shared"] if shared["identifier_type"] == "phone"]
    assert phone["reason"].startswith("did not tie: first names ")
    assert told["likeness"] is None or told["likeness"]["weight"] < told["likeness"]["link_weight"]


def test_what_each_field_weighs_adds_up_to_the_score(house: IdentityHouse) -> None:
    like = house.told("explain", "shop:3", "crm:3")["likeness"]
    frequency = dict(
        house.query("select kind, weight from identity.int_identity_weights where field = 'kind'")
    )

    assert {x["field"]: x["level"] for x in like["fields"]} == {
        "first_name": "same", "last_name": "same",
    }  # fmt: skip
    for kind, total in like["totals"].items():
        fields = sum(x["weights"][kind] for x in like["fields"])
        assert fields + float(frequency[kind]) == pytest.approx(total, abs=0.001)
    text = " ".join(house.cdp("explain", "shop:3", "crm:3").output.split())
    assert f"for how few pairs are one person's {frequency['person']:+.1f}" in text
    assert f"below the {like['link_weight']:+.2f} of a link" in text


def test_an_id_that_was_merged_is_told_with_the_one_it_is_now(house: IdentityHouse) -> None:
    """And whoever asks for both is told that they are one, not a sentence about A and B."""
    now = house.ids()["shop:1"]
    with duckdb.connect(str(house.file)) as connection:
        connection.execute(
            "insert into identity.int_customer_alias_ids by name"
            " select 'c00000000000000ab' as customer_id, ? as standing_customer_id", [now]
        )  # fmt: skip
    try:
        alone = house.cdp("explain", "c00000000000000ab").output.splitlines()
        both = house.cdp("explain", " c00000000000000ab", now).output.splitlines()
        told = house.told("explain", "c00000000000000ab", "crm:1")
    finally:
        with duckdb.connect(str(house.file)) as connection:
            connection.execute(
                "delete from identity.int_customer_alias_ids where customer_id like '%ab'"
            )

    assert alone[:2] == [
        f"c00000000000000ab is {now} now.",
        f"{now}: 4 records, oldest first",
    ]
    assert both[1:] == [
        "A and B mean one record, shop:1,",
        f"of {now}, a customer of 4 records.",
    ]
    assert told["is_together"]
    assert told["merged_ids"] == {"c00000000000000ab": now}


def test_a_pair_of_the_second_round_is_told_and_waits_like_one_of_the_first(
    house: IdentityHouse,
) -> None:
    before = house.told("explain", "shop:3", "crm:3")
    waiting = "select * from identity.int_identity_review order by all"
    queue = house.query(waiting)
    with duckdb.connect(str(house.file)) as connection:
        # As if both groups had been tied to others first.
        theirs = "left_group_id in (select record_key from theirs)"
        connection.execute(
            "create temp table theirs as"
            " select record_key from identity.int_customer_ids where source_record_id = '3'"
        )
        for table in ("scores", "candidates"):
            first, later = (f"identity.int_identity_{word}{table}" for word in ("", "later_"))
            borne = ", ".join(connection.table(later).columns)
            connection.execute(
                f"insert into {later} by name select {borne} from {first} where {theirs};"
                f" delete from {first} where {theirs}"
            )
    house.dbt("run", "--select", "int_identity_shown_pairs", "int_identity_explained_fields",
              "int_identity_review")  # fmt: skip

    assert house.told("explain", "shop:3", "crm:3") == before
    assert before["likeness"]["totals"], "a pair that likeness knows"
    assert house.query(waiting) == queue


def test_a_decision_and_a_test_person_are_named_as_the_reason(house: IdentityHouse) -> None:
    apart = house.told("explain", "shop:6", "crm:6")
    [decision] = apart["decisions"]
    assert {decision["left"], decision["right"]} == {"shop:6", "crm:6"}
    text = house.cdp("explain", "shop:6", "crm:6").output
    assert f"Decided apart by {decision['decision_id']}" in text
    assert f"  {decision['author']}: {decision['reason']}" in text.splitlines()
    assert {shared["reason"] for shared in apart["shared"]} == {
        "would tie them; the decision stands above it"
    }
    assert max(map(len, text.splitlines())) <= 80

    assert house.told("explain", "shop:1", "shop:5")["tests"] == ["shop:5"]


def test_a_customer_is_told_with_its_records_and_what_ties_each(house: IdentityHouse) -> None:
    customer = house.ids()["shop:1"]
    told = house.told("explain", customer)

    assert told["records"] == 4
    assert {e["record"]: e["tie"]["identifier_type"] for e in told["listed"]} == {
        "shop:1": "decision", "till:1": "decision", "crm:1": "email", "desk:1": "phone",
    }  # fmt: skip
    assert "alone" in house.cdp("explain", "shop:3").output


def test_of_a_customer_of_many_records_all_are_told_to_who_asks_for_all(
    house: IdentityHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks to be erased has to be found in every tool."""
    monkeypatch.setattr(explain, "LISTED", 1)
    customer = house.ids()["shop:1"]

    assert "... and 3 more; --json lists them all" in house.cdp("explain", customer).output
    assert len(house.told("explain", customer)["listed"]) == 4


def test_an_unknown_record_is_told_with_the_next_step(house: IdentityHouse) -> None:
    assert "cdp land" in house.cdp("explain", "shop:99", "crm:1", expect=1).output
    assert "There are: crm, desk, shop, till" in house.cdp("explain", "shp:1", expect=1).output


def test_a_customer_is_as_sure_as_the_weakest_tie_it_cannot_do_without(
    house: IdentityHouse,
) -> None:
    sure = dict(
        house.query("select customer_id, confidence from identity.int_customer_confidences")
    )
    rules = dict(house.query("select identifier_type, base_confidence from policy.identity_rules"))
    ids = house.ids()

    # Paul hangs together by decision, e-mail and phone; the phone is the weakest of them.
    assert sure[ids["shop:1"]] == rules["phone"]
    # Ute's phone is not needed: her e-mail and her desk's id hold all three together.
    assert sure[ids["shop:2"]] == min(rules["email"], rules["external_id"])
    assert sure[ids["shop:3"]] == 1


def test_what_is_odd_about_a_customer_is_listed_with_a_severity(house: IdentityHouse) -> None:
    found = house.query(
        "select customer_id, anomaly, severity, observed_value"
        " from identity.int_identity_anomalies order by anomaly"
    )

    two = house.ids()["shop:7"]
    assert found == [
        (two, "too_many_loyalty_cards", "warning", 3),
        (two, "two_birth_dates", "error", 1),
        (two, "two_living_names", "error", 1),
    ]
