"""``cdp identity diff``: what a decision or a rule would change, before it does."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.identity.diff import TO_AUDIENCES
from tests import parsed_once

from .identity_house import IdentityHouse, contact, order

SIGNED = ("--author", "jo", "--reason", "asked them")
ADA = {"first_name": "Ada", "last_name": "Weiß", "email": "ada@example.com"}
KAI = {"first_name": "Kai", "last_name": "Rot", "email": "kai@example.org"}
UTE = {"first_name": "Ute", "last_name": "Blum"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("diff")


@pytest.fixture(scope="module")
def house(place: Path) -> Iterator[IdentityHouse]:
    """Ada in two tools, Kai in two, Ute twice without a tie; Ada may be written to."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        house = IdentityHouse(place, monkeypatch)
        house.hold(
            [
                contact("shop:1", "2020-01-01", loyalty_card_number="290501", **ADA),
                contact("crm:1", loyalty_card_number="290502", **ADA),
                contact("shop:2", "2021-01-01", **KAI), contact("crm:2", **KAI),
                contact("shop:3", "2022-01-01", **UTE), contact("crm:3", **UTE),
            ],
            [
                order("shop:A", "shop:1", 100), order("crm:B", "crm:1", 20),
                order("crm:C", "crm:2", 50), order("shop:D", "shop:3", 7),
            ],
            [{
                "source_name": "shop", "source_record_id": "1", "purpose": "marketing_email",
                "status": "granted", "changed_at": "2024-01-01",
            }],
        )  # fmt: skip
        house.build(*TO_AUDIENCES)
        parsed_once.give(workshop(house) / "target", workshop(house) / house.file.name)
        yield house


def workshop(house: IdentityHouse) -> Path:
    """Where diff keeps its copy while it compares, and dbt's parse of it."""
    return house.file.parent / "state" / "identity_diff"


def marts(house: IdentityHouse) -> str:
    """What a reader of the marts would see, as one checksum."""
    with duckdb.connect(str(house.file), read_only=True) as live:
        tables = live.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
            " where schema_name in ('marts', 'identity', 'segments') order by 1"
        ).fetchall()
        held = {table: live.execute(f"from {table} order by all").fetchall() for (table,) in tables}
    assert len(held) > 100
    return str(held)


def test_without_a_change_nothing_changes_and_the_live_file_stays_byte_for_byte(
    house: IdentityHouse,
) -> None:
    house.seed.write_text(house.empty_journal)
    before = hashlib.sha256(house.file.read_bytes()).hexdigest()
    # A version says what the build has learned itself, so it is no change.
    house.cdp("identity", "train")

    result = house.cdp("identity", "diff", "--no-segments", "--fail-on-change")
    house.cdp("identity", "train", "--off")

    assert "Nothing changes." in result.output
    assert hashlib.sha256(house.file.read_bytes()).hexdigest() == before
    assert max(map(len, result.output.splitlines())) <= 80
    left = sorted(path.name for path in workshop(house).iterdir())
    assert left == ["lock", "target"], "a copy of personal data does not stay"


def test_decisions_are_told_as_merges_and_splits_with_records_sales_and_audiences(
    house: IdentityHouse,
) -> None:
    house.seed.write_text(house.empty_journal)
    ids, before = house.ids(), marts(house)
    left = house.place / "target" / "run_results.json"
    left.write_text("what the last build left")
    assert house.query("select customer_id from segments.seg_lapsed_customers") == [
        (ids["shop:1"],)
    ]
    # Ada's two records become two people, her twins Kai and Ute's oldest one.
    house.cdp("identity", "unlink", "shop:1", "crm:1", *SIGNED)
    house.cdp("identity", "link", "shop:2", "shop:3", *SIGNED)

    told = house.told("identity", "diff")

    assert (told["records"], told["customers_before"], told["customers_after"]) == (6, 4, 4)
    changes = {change["kind"]: change for change in told["changes"]}
    assert set(changes) == {"merged", "split"}
    assert changes["merged"]["before"] == sorted({ids["shop:2"], ids["shop:3"]})
    assert changes["merged"]["after"] == [ids["shop:2"]], "the oldest id stands"
    assert changes["split"]["before"] == [ids["shop:1"]]
    assert len(changes["split"]["after"]) == 2
    assert changes["merged"]["net_sales"] == {"EUR": 57}
    assert changes["split"]["net_sales"] == {"EUR": 120}
    # Ute's order goes to Kai, who is older; and 20 of Ada's to her CRM record.
    assert told["moved_sales"] == {"EUR": 27}
    assert told["moved_records"] == 2
    # Who bought twice, long ago, has lapsed: Ada no longer, Kai and Ute as one.
    audiences = {(each.pop("kind"), each.pop("name")): each for each in told["audiences"]}
    assert audiences["segment", "lapsed_customers"] == {
        "before": 1, "after": 1, "enter": 1, "leave": 1
    }  # fmt: skip
    # Of them only Ada ever agreed to be written to.
    assert audiences["sync", "files__lapsed_customers"] == {
        "before": 1, "after": 0, "enter": 0, "leave": 1
    }  # fmt: skip
    assert marts(house) == before, "the marts are untouched"
    assert left.read_text() == "what the last build left"


def test_an_erasure_is_told_before_it_is_built_with_records_sales_and_audiences(
    house: IdentityHouse,
) -> None:
    """`forget` says that diff shows what it changes: Ada leaves, and her orders have nobody."""
    house.seed.write_text(house.empty_journal)
    register = house.seed.with_name("identity_erasures.csv")
    nobody = register.read_text()
    try:
        house.cdp("identity", "forget", "crm:1", *SIGNED)
        told = house.cdp("identity", "diff", "--fail-on-change", expect=3).output.splitlines()
    finally:
        register.write_text(nobody)

    at = told.index("erased  1")
    assert told[at + 1] == "  2 records, 120.00 EUR"
    assert ["customers", "4", "->", "3"] in [line.split() for line in told]
    assert ["records", "that", "change", "hands", "0"] in [line.split() for line in told]
    lapsed = [line.split() for line in told if "segment lapsed_customers" in line]
    assert lapsed == [["segment", "lapsed_customers", "1", "0", "0", "1"]]
    assert "Next: dbt build applies it." in told
    assert max(map(len, told)) <= 80


def test_a_kind_declared_unique_parts_who_bear_two_values_of_it_and_diff_tells_it_before(
    house: IdentityHouse,
) -> None:
    """As shipped nothing is unique: Ada lost her card and got another. This house knows better."""
    house.seed.write_text(house.empty_journal)
    rules = house.place / "seeds" / "identity" / "identity_rules.csv"
    text = rules.read_text()
    card = next(csv.DictReader(line for line in text.splitlines() if line[:4] in ("iden", "loya")))
    assert card["is_unique_per_person"] == "false"
    unique = ",".join({**card, "is_unique_per_person": "true"}.values())
    try:
        rules.write_text(text.replace(",".join(card.values()), unique))
        stopped = house.told("identity", "diff", "--no-segments", "--fail-on-change", expect=3)
    finally:
        rules.write_text(text)

    [change] = stopped["changes"]
    assert (change["kind"], change["net_sales"]) == ("split", {"EUR": 120})
    assert change["before"] == [house.ids()["shop:1"]]
    assert stopped["not_compared"] == ["segments: --no-segments was given"]


def test_a_journal_that_a_spreadsheet_broke_is_named_before_anything_is_copied(
    house: IdentityHouse,
) -> None:
    house.seed.write_text(house.empty_journal.replace(",", ";"))
    try:
        told = house.cdp("identity", "diff", expect=1).output
    finally:
        house.seed.write_text(house.empty_journal)

    assert f"{house.seed}, line 1: the header must be decision_id," in " ".join(told.split())
    assert "copying" not in told


def test_without_a_build_the_next_step_is_named(
    house: IdentityHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(tmp_path / "none.duckdb"))

    assert "dbt build" in house.cdp("identity", "diff", expect=1).output
