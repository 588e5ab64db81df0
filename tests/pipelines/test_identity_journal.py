"""``cdp identity link, unlink, split, withdraw``: what an analyst decides is written once."""

from __future__ import annotations

import csv
import json
import multiprocessing
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

from pipelines.identity.command import command
from pipelines.identity.journal import Record
from pipelines.identity.records import record_key

ADA, KIM = "c00000000000000a", "c00000000000000b"
SIGNED = ["--author", "jo", "--reason", "called the customer"]


@pytest.fixture
def seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> Path:
    """A project folder with an empty journal, and a warehouse of six records."""
    (tmp_path / "dbt_project.yml").touch()
    path = tmp_path / "seeds" / "identity" / "identity_decisions.csv"
    path.parent.mkdir(parents=True)
    header = (root / "seeds" / "identity" / path.name).read_text().splitlines()[0]
    path.write_text(header + "\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(tmp_path / "live.duckdb"))
    monkeypatch.setenv("STAMMKUNDE_AS_OF", "2026-10-01 12:00:00")
    with duckdb.connect(str(tmp_path / "live.duckdb")) as connection:
        connection.execute(
            """
            create schema identity;
            create table identity.int_customer_ids as
            select * from (values
                (11, 'shop', '1', 'c00000000000000a'), (12, 'crm', '1', 'c00000000000000a'),
                (13, 'desk', '1', 'c00000000000000a'),
                (14, 'till', 'order:9', 'c00000000000000a'),
                (15, 'shop', '2', 'c00000000000000b'), (16, 'crm', '7', 'c00000000000000c')
            ) as ids (record_key, source_name, source_record_id, customer_id);
            create table identity.int_identity_traits as
            select record_key, record_key in (11, 13) as is_named from identity.int_customer_ids;
            create table identity.int_identity_records as
            select
                source_name, source_record_id,
                case when source_name = 'crm' then timestamp '2020-01-01'
                    else timestamp '2024-01-01' end as created_at
            from identity.int_customer_ids;
            create table identity.int_customer_alias_ids as
            select 'c0000000000000ff' as customer_id, 'c00000000000000b' as standing_customer_id;
            create schema policy;
            create table policy.identity_erasures (record_key bigint, erased_at timestamp);
            create table identity.int_customer_current_ids as
            select * from (values
                (cast(1 as bigint), 'c00000000000000a'), (-2, 'c00000000000000a'),
                (3, 'c00000000000000a'),
                (4, 'c00000000000000a'), (5, 'c00000000000000b'), (6, 'c00000000000000c'),
                -- The shop told of it years ago, and tells no more.
                (7, 'c00000000000000b')
            ) as ids (record_key, customer_id);
            """
        )
    return path


def identity(*arguments: str, expect: int = 0) -> Result:
    result = CliRunner().invoke(command, list(arguments))
    assert result.exit_code == expect, result.output
    if not expect and "--json" not in arguments:
        assert max(map(len, result.output.splitlines()), default=0) <= 80
    return result


def told(*arguments: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(identity(*arguments, "--json").output)
    return answer


def lines(seed: Path) -> list[dict[str, str]]:
    with seed.open(newline="") as file:
        return list(csv.DictReader(file))


def pairs(seed: Path) -> list[tuple[str, str, str]]:
    return [
        (
            line["decision"],
            f"{line['left_source_name']}:{line['left_source_record_id']}",
            f"{line['right_source_name']}:{line['right_source_record_id']}",
        )
        for line in lines(seed)
    ]


def test_a_decision_is_one_line_with_author_reason_and_times(seed: Path) -> None:
    result = identity("link", "shop:2", "crm:7", *SIGNED, "--expires", "2027-03-01")

    [line] = lines(seed)
    assert line | {"decision_id": ""} == {
        "decision_id": "", "decision": "must_link",
        "left_source_name": "crm", "left_source_record_id": "7",
        "right_source_name": "shop", "right_source_record_id": "2",
        "author": "jo", "reason": "called the customer",
        "decided_at": "2026-10-01 12:00:00", "expires_at": "2027-03-01 00:00:00",
        "withdraws_decision_id": "",
    }  # fmt: skip
    assert line["decision_id"] in result.output
    assert "cdp identity diff" in result.output


def test_for_a_customer_id_its_oldest_record_with_a_name_speaks_and_for_an_old_id_its_heir(
    seed: Path,
) -> None:
    """The CRM knew her first, but not her name; and of Kim nobody knows it."""
    identity("link", ADA, "c0000000000000ff", *SIGNED)

    assert pairs(seed) == [("must_link", "desk:1", "shop:2")]


def test_the_same_decision_twice_is_one_line(seed: Path) -> None:
    identity("unlink", "shop:1", "crm:7", *SIGNED)
    again = told("unlink", "crm:7", "shop:1", "--author", "kim", "--reason", "me too")

    assert len(lines(seed)) == 1
    assert (again["added"], len(again["stood"])) == ([], 1)
    changed = identity("unlink", "crm:7", "shop:1", *SIGNED, "--expires", "2027-01-01", expect=1)
    assert "cdp identity withdraw" in changed.output


def test_who_decides_the_same_for_another_reason_is_told_that_the_first_one_stays(
    seed: Path,
) -> None:
    identity("link", "shop:2", "crm:7", *SIGNED)
    other = identity("link", "shop:2", "crm:7", "--author", "kim", "--reason", "same address")
    same = identity("link", "shop:2", "crm:7", *SIGNED)

    [line] = lines(seed)
    assert line["reason"] == "called the customer"
    assert f"cdp identity withdraw {line['decision_id']}" in " ".join(other.output.split())
    assert "withdraw" not in same.output


@pytest.mark.parametrize(
    ("arguments", "next_step"),
    [
        (("link", "shop:99", "crm:7"), "look the id up"),
        (("link", "shopp:1", "crm:7"), "There are: crm, desk, shop, till"),
        (("link", "c123", "crm:7"), "There is no customer 'c123'"),
        (("link", "shop:1", "shop:1"), "name two different records"),
        (("link", KIM, "shop:2"), "name two different records"),
        (("unlink", ADA, "crm:7"), "cdp identity split"),
        (("split", KIM, "--apart", "shop:2"), "nothing to split"),
        (("split", ADA, "--apart", "shop:2"), f"belongs to {KIM}"),
        (("split", ADA, "--apart", "shop:1", "--keep", "shop:1"), "name it once"),
        (
            ("split", ADA, "--apart", "shop:1", "--apart", "crm:1", "--apart", "desk:1",
             "--apart", "till:order:9"),
            "nobody would keep the id",
        ),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_the_next_step(
    seed: Path, arguments: tuple[str, ...], next_step: str
) -> None:
    result = identity(*arguments, *SIGNED, expect=1)

    assert next_step in " ".join(result.output.split())
    assert lines(seed) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("link", "shop:1", "crm:7", "--author", "jo"),
        ("link", "shop:1", "crm:7", "--author", "jo", "--reason", "  "),
        ("link", "shop:1", "crm:7", *SIGNED, "--expires", "2026-09-30"),
        ("link", "shop:1", "crm:7", *SIGNED, "--expires", "soon"),
        ("split", ADA, *SIGNED),
    ],
)
def test_a_decision_nobody_signed_or_that_is_past_is_wrong_use(
    seed: Path, arguments: tuple[str, ...]
) -> None:
    identity(*arguments, expect=2)

    assert lines(seed) == []


def test_a_split_parts_these_records_as_one_other_person_from_all_the_rest(seed: Path) -> None:
    identity("split", ADA, "--apart", "shop:1", "--apart", "till:order:9", *SIGNED)

    assert sorted(pairs(seed)) == [
        ("cannot_link", "crm:1", "shop:1"),
        ("cannot_link", "desk:1", "shop:1"),
        ("must_link", "shop:1", "till:order:9"),
    ]


def test_a_split_that_names_who_stays_leaves_the_others_to_the_rules(seed: Path) -> None:
    identity("split", ADA, "--apart", "shop:1", "--keep", "crm:1", *SIGNED)

    assert pairs(seed) == [("cannot_link", "crm:1", "shop:1")]


def test_decisions_that_cannot_all_hold_are_refused_and_both_sides_are_named(seed: Path) -> None:
    identity("link", "shop:1", "crm:1", *SIGNED)
    identity("link", "crm:1", "desk:1", *SIGNED)
    first, second = (line["decision_id"] for line in lines(seed))

    refused = identity("unlink", "shop:1", "desk:1", *SIGNED, expect=1).output
    assert first in refused
    assert second in refused
    assert "cdp identity withdraw" in refused
    identity("split", ADA, "--apart", "desk:1", *SIGNED, expect=1)
    assert len(lines(seed)) == 2

    identity("withdraw", second, *SIGNED)
    identity("unlink", "shop:1", "desk:1", *SIGNED)
    assert "crm:1" in identity("link", "crm:1", "desk:1", *SIGNED, expect=1).output


def test_a_withdrawal_is_a_line_of_its_own_and_the_same_may_be_decided_again(seed: Path) -> None:
    identity("link", "shop:1", "crm:7", *SIGNED)
    [before] = seed.read_text().splitlines()[1:]
    [decided] = lines(seed)

    identity("withdraw", decided["decision_id"], "--author", "kim", "--reason", "was a typo")
    identity("link", "shop:1", "crm:7", *SIGNED)

    assert seed.read_text().splitlines()[1] == before, "history is kept"
    _, gone, anew = lines(seed)
    assert (gone["decision"], gone["withdraws_decision_id"]) == (
        "withdrawn",
        decided["decision_id"],
    )
    assert len({line["decision_id"] for line in lines(seed)}) == 3
    holding = told("journal")["decisions"]
    assert [line["decision_id"] for line in holding] == [anew["decision_id"]]
    assert len(told("journal", "--all")["decisions"]) == 3
    listed = identity("journal", "--all").output
    assert f"{gone['decision_id']}  withdraws {decided['decision_id']}  " in listed
    assert f"{decided['decision_id']}  must_link (withdrawn)  " in listed
    again = identity("withdraw", decided["decision_id"], *SIGNED, expect=1)
    assert "nothing to withdraw" in again.output
    assert "cdp identity journal" in identity("withdraw", "d404", *SIGNED, expect=1).output


def test_an_expired_decision_stands_in_nobodys_way(
    seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity("link", "shop:1", "crm:7", *SIGNED, "--expires", "2026-12-01")
    identity("unlink", "shop:1", "crm:7", *SIGNED, expect=1)

    monkeypatch.setenv("STAMMKUNDE_AS_OF", "2026-12-01 00:00:00")
    identity("unlink", "shop:1", "crm:7", *SIGNED)
    listed = identity("journal", "--all").output
    assert "must_link (expired)  2026-10-01 12:00, until 2026-12-01 00:00 UTC" in listed
    assert max(map(len, listed.splitlines())) <= 80


def test_the_journal_tells_until_when_a_decision_holds(seed: Path) -> None:
    identity("link", "shop:1", "crm:7", *SIGNED, "--expires", "2026-12-01")
    identity("unlink", "shop:1", "shop:2", *SIGNED, "--expires", "2027-01-31 12:00")
    identity("link", "shop:1", "crm:1", *SIGNED)

    listed = identity("journal").output
    said = {line.split()[1]: line for line in listed.splitlines() if " UTC" in line}
    assert "until 2026-12-01 00:00 UTC" in listed
    assert said["cannot_link"].endswith(" 2026-10-01 12:00, until 2027-01-31 12:00 UTC")
    assert listed.startswith("Decisions that hold: 3; lines in the journal: 3.")


def test_all_that_a_split_wrote_is_withdrawn_at_once_or_nothing_of_it(seed: Path) -> None:
    identity("split", ADA, "--apart", "shop:1", "--apart", "desk:1", *SIGNED)
    ids = [line["decision_id"] for line in lines(seed)]
    assert len(ids) == 3

    identity("withdraw", *ids, "d404", *SIGNED, expect=1)
    assert len(lines(seed)) == 3

    gone = told("withdraw", *ids, ids[0], *SIGNED)
    assert [line["withdraws_decision_id"] for line in gone["added"]] == ids
    assert told("journal")["decisions"] == []


def test_a_journal_someone_broke_by_hand_is_named_by_line_and_left_as_it_is(seed: Path) -> None:
    broken = seed.read_text() + "d1,maybe,shop,1,crm,7,jo,why,2026-01-01,,\n"
    seed.write_text(broken)

    result = identity("link", "shop:1", "crm:7", *SIGNED, expect=1)

    assert "line 2" in result.output
    assert "must_link" in result.output
    assert seed.read_text() == broken


def test_a_journal_that_a_spreadsheet_saved_is_read_or_told_of_in_plain_words(
    seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity("link", "shop:1", "crm:7", "--author", "Jörg", "--reason", "ein Käufer")
    kept = seed.read_text(encoding="utf-8")

    seed.write_text(kept.replace("\n", "\r\n"), encoding="utf-8-sig")
    assert "Jörg: ein Käufer" in identity("journal").output
    for text, letters in ((kept, "cp1252"), (kept.replace(",", ";"), "utf-8")):
        seed.write_text(text, encoding=letters)
        told = identity("journal", expect=1).output
        assert "parted by commas alone" in " ".join(told.split()) or "is not UTF-8" in told
        assert max(len(line) for line in told.splitlines() if "/" not in line) <= 80

    seed.write_text(kept, encoding="utf-8")
    monkeypatch.setenv("STAMMKUNDE_AS_OF", "yesterday")
    assert "STAMMKUNDE_AS_OF is 'yesterday'" in identity("journal", expect=1).output


def test_an_erased_customer_is_registered_by_hashes_once_with_what_no_tool_tells_of(
    seed: Path,
) -> None:
    register = seed.with_name("identity_erasures.csv")
    register.write_text("record_key,erased_at,author,reason\n")
    identity("link", "shop:2", "crm:7", *SIGNED)

    first = told("forget", "shop:2", "--author", "jo", "--reason", "asked by letter")
    again = identity("forget", "c0000000000000ff", "--author", "kim", "--reason", "asked again")

    assert first == {"customer_id": KIM, "added": 2, "stood": 0, "journal_lines": 1}
    assert "from the next build on: 0; before: 2." in again.output
    assert "Decisions that name these records: 1" in again.output
    assert register.read_text() == (
        "record_key,erased_at,author,reason\n"
        "5,2026-10-01 12:00:00,jo,asked by letter\n"
        "7,2026-10-01 12:00:00,jo,asked by letter\n"
    )


def test_whoever_names_an_erased_record_is_told_so(seed: Path) -> None:
    # The key of a:1, as the unit tests of the identity room know it.
    with duckdb.connect(str(seed.parents[2] / "live.duckdb")) as connection:
        connection.execute(
            "insert into policy.identity_erasures values (2229610769073647264, '2026-09-01')"
        )
    assert "a:1 was erased (2026-09-01)" in identity("forget", "a:1", *SIGNED, expect=1).output


def test_who_is_registered_to_be_erased_is_no_longer_decided_about(seed: Path) -> None:
    """Before the build, too: a link to nobody would only puzzle whoever reads the journal."""
    register = seed.with_name("identity_erasures.csv")
    register.write_text("record_key,erased_at,author,reason\n")
    with duckdb.connect(str(seed.parents[2] / "live.duckdb")) as connection:
        connection.execute(
            "insert into identity.int_customer_current_ids values (?, ?)",
            [record_key(Record("crm", "7")), "c00000000000000c"],
        )
    identity("forget", "crm:7", *SIGNED)

    for verb in (("link", "shop:1", "crm:7"), ("unlink", "crm:7", "shop:1")):
        refused = identity(*verb, *SIGNED, expect=1).output
        assert "crm:7 is registered as erased" in refused
    assert lines(seed) == []


def test_without_a_register_nobody_is_erased_by_halves(seed: Path) -> None:
    assert "identity_erasures.csv" in identity("forget", ADA, *SIGNED, expect=1).output


def test_words_with_commas_quotes_and_line_breaks_stay_one_line(seed: Path) -> None:
    seed.write_text(seed.read_text().rstrip("\n"))  # an editor that ends no last line

    identity("link", "shop:1", "crm:7", "--author", "Jo, Service", "--reason", 'says "mine",\n yes')
    identity("link", "shop:2", "crm:7", *SIGNED)

    assert len(seed.read_text().splitlines()) == 3
    first, _ = lines(seed)
    assert (first["author"], first["reason"]) == ("Jo, Service", 'says "mine", yes')


def _decide(number: int) -> None:
    reason = ["--author", f"agent {number}", "--reason", "at once"]
    CliRunner().invoke(command, ["link", "shop:1", "crm:7" if number % 2 else "shop:2", *reason])


def test_agents_who_decide_at_once_lose_no_line(seed: Path) -> None:
    """Six processes, two decisions: each is written once, and the file is whole."""
    with multiprocessing.get_context("fork").Pool(6) as pool:
        pool.map(_decide, range(6))

    assert sorted(pairs(seed)) == [
        ("must_link", "crm:7", "shop:1"),
        ("must_link", "shop:1", "shop:2"),
    ]
    assert [path.name for path in seed.parent.iterdir()] == [seed.name]


def test_without_a_build_the_next_step_is_named(
    seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(tmp_path / "none.duckdb"))
    assert "cdp land" in identity("link", "shop:1", "crm:7", *SIGNED, expect=1).output

    duckdb.connect(str(tmp_path / "empty.duckdb")).close()
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(tmp_path / "empty.duckdb"))
    assert "dbt build" in identity("link", "shop:1", "crm:7", *SIGNED, expect=1).output
