"""``cdp identity review``: pairs go out as a work list, verdicts come back once."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

from pipelines.identity.command import command

RULES = "seeds/identity/identity_decisions.csv"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> Path:
    """An empty journal, and a warehouse where three pairs wait for a verdict."""
    (tmp_path / "dbt_project.yml").touch()
    seed = tmp_path / RULES
    seed.parent.mkdir(parents=True)
    seed.write_text((root / RULES).read_text().splitlines()[0] + "\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(tmp_path / "live.duckdb"))
    monkeypatch.setenv("STAMMKUNDE_AS_OF", "2026-10-01 12:00:00")
    with duckdb.connect(str(tmp_path / "live.duckdb")) as connection:
        connection.execute(
            """
            create schema identity; create schema conformed; create schema policy;
            create schema marts;
            create table policy.identity_evidence as
            select * from (values ('first_name'), ('place')) as evidence (field);
            create table identity.int_customer_ids as
            select * from (values
                ('shop', '1', 'ca'), ('crm', '1', 'ca'), ('shop', '2', 'cb'),
                ('shop', '3', 'cc'), ('crm', '4', 'cd'), ('shop', '5', 'ce')
            ) as ids (source_name, source_record_id, customer_id);
            create table conformed.int_contacts as
            select source_name, source_record_id, 'Ada' as first_name,
                case source_record_id when '1' then 'Weiß' else '=cmd()' end as last_name,
                date '1980-05-06' as birth_date,
                source_name || '@example.com' as email, '+493023125001' as phone,
                null as street, null as house_number, '50667' as postal_code, 'Köln' as city,
                null as loyalty_card_number, null as company_name
            from identity.int_customer_ids;
            create table identity.int_identity_review as
            select * from (values
                ('shop', '2', 'shop', '3', 'uncertain', 0.9, 'same', 'city', 3.0),
                ('crm', '1', 'shop', '2', 'contradiction', 0.5, 'same', 'unknown', 4.0),
                ('crm', '4', 'shop', '5', 'uncertain', 0.8, 'similar', 'same', 5.0)
            ) as queue (
                left_source_name, left_source_record_id, right_source_name,
                right_source_record_id, reason, probability, first_name, place, weight
            );
            create table marts.customers as
            select * from (values ('ca', 900.0), ('cb', 800.0), ('cc', null), ('cd', 10.0))
                as people (customer_id, net_sales_amount);
            """
        )
    return tmp_path


def review(*arguments: str, expect: int = 0) -> Result:
    result = CliRunner().invoke(command, ["review", *arguments])
    assert result.exit_code == expect, result.output
    return result


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def answer(path: Path, *verdicts: str, **cells: str) -> None:
    """Fills in the verdicts from the top, each with the same further cells."""
    work = rows(path)
    for row, verdict in zip(work, verdicts, strict=False):
        row.update({"author": "jo", "note": "asked them", **cells, "verdict": verdict})
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(work[0]))
        writer.writeheader()
        writer.writerows(work)


def journal(place: Path) -> list[dict[str, str]]:
    return rows(place / RULES)


def imported(path: Path, *arguments: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(review("import", str(path), *arguments, "--json").output)
    return told


def test_the_work_list_shows_both_sides_and_what_is_worth_most_first(place: Path) -> None:
    result = review("export", "work.csv")

    work = rows(place / "work.csv")
    # 0.5 x 800 comes before 0.9 x nothing, and that before 0.8 x nothing.
    assert [(row["record_a"], row["record_b"]) for row in work] == [
        ("crm:1", "shop:2"), ("shop:2", "shop:3"), ("crm:4", "shop:5"),
    ]  # fmt: skip
    first = work[0]
    assert (first["reason"], first["probability"]) == ("contradiction", "0.5")
    assert first["says"] == "first name same", "what is unknown says nothing"
    assert work[1]["says"] == "first name same, place city"
    assert (first["first_name_a"], first["last_name_a"]) == ("Ada", "Weiß")
    assert first["email_a"] == "crm@example.com | shop@example.com", (
        "all that the side's records say"
    )
    assert (first["records_a"], first["records_b"]) == ("2", "1")
    assert (first["net_sales_a"], first["net_sales_b"]) == ("900.0", "800.0")
    assert (first["verdict"], first["author"], first["note"]) == ("", "", "")
    assert "Pairs in work.csv: 3." in result.output
    assert "personal data" in result.output
    assert "@" not in result.output
    assert max(map(len, result.output.splitlines())) <= 80


def test_the_work_list_is_for_its_owner_only_and_nothing_in_it_is_a_formula(place: Path) -> None:
    review("export", "work.csv")

    assert stat.S_IMODE((place / "work.csv").stat().st_mode) == 0o600
    first = rows(place / "work.csv")[0]
    assert first["last_name_b"] == "'=cmd()"
    assert first["phone_a"] == "+493023125001"


def test_a_spreadsheet_reads_the_umlauts_of_the_work_list(place: Path) -> None:
    """Excel takes a file without this mark for one of the local code page."""
    review("export", "work.csv")

    assert (place / "work.csv").read_bytes().startswith("\ufeffrecord_a,".encode())


def test_the_next_step_can_be_copied_however_long_the_name_of_the_file(place: Path) -> None:
    name = "work-list-" + "of-the-north-" * 8 + "2026.csv"

    assert name in review("export", name).output.splitlines()[-1]


def test_a_work_list_that_may_hold_verdicts_is_not_written_over(place: Path) -> None:
    review("export", "work.csv", "--limit", "1")
    assert len(rows(place / "work.csv")) == 1

    assert "cdp identity review import" in review("export", "work.csv", expect=1).output


def test_verdicts_become_decisions_with_author_reason_and_time(place: Path) -> None:
    review("export", "work.csv")
    answer(place / "work.csv", "Same", "different", "unsure")

    told = imported(place / "work.csv")

    assert len(told["added"]) == 3
    found = {
        (f"{x['left_source_name']}:{x['left_source_record_id']}", x["decision"])
        for x in journal(place)
    }
    assert found == {("crm:1", "must_link"), ("shop:2", "cannot_link"), ("crm:4", "unsure")}
    assert {(x["author"], x["reason"], x["decided_at"]) for x in journal(place)} == {
        ("jo", "asked them", "2026-10-01 12:00:00")
    }


def test_the_same_file_again_adds_nothing_even_later_and_after_a_withdrawal(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review("export", "work.csv")
    answer(place / "work.csv", "same", "", "unsure")
    first = imported(place / "work.csv")
    assert (len(first["added"]), first["unanswered"]) == (2, 1)

    monkeypatch.setenv("STAMMKUNDE_AS_OF", "2026-11-01 12:00:00")
    again = imported(place / "work.csv")
    assert (again["added"], again["known"]) == ([], 2)

    CliRunner().invoke(
        command,
        ["withdraw", first["added"][0]["decision_id"], "--author", "kim", "--reason", "no"],
    )
    before = (place / RULES).read_bytes()
    last = imported(place / "work.csv")
    assert (last["added"], last["known"]) == ([], 1)
    assert last["ended"] == [f"line 2: {first['added'][0]['decision_id']}"]
    assert (place / RULES).read_bytes() == before
    assert "another note" in review("import", "work.csv").output


@pytest.mark.parametrize(
    ("verdict", "cells", "says"),
    [
        ("yes", {}, "line 3: verdict 'yes' is none of same, different, unsure"),
        ("same", {"author": " "}, "line 3: nobody signed"),
        ("same", {"record_a": "shop2"}, "line 3: record_a must read tool:record_id"),
    ],
)
def test_one_wrong_row_and_nothing_is_imported(
    place: Path, verdict: str, cells: dict[str, str], says: str
) -> None:
    review("export", "work.csv")
    answer(place / "work.csv", "same")
    work = rows(place / "work.csv")
    work[1] |= {"verdict": verdict, "author": "jo", **cells}
    with (place / "work.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(work[0]))
        writer.writeheader()
        writer.writerows(work)

    assert says in review("import", "work.csv", expect=1).output
    assert journal(place) == []


def test_rows_whose_records_are_gone_are_told_and_the_others_count(place: Path) -> None:
    review("export", "work.csv")
    answer(place / "work.csv", "same", "same")
    with duckdb.connect(str(place / "live.duckdb")) as connection:
        connection.execute("delete from identity.int_customer_ids where source_record_id = '3'")

    told = imported(place / "work.csv")

    assert len(told["added"]) == 1
    assert told["vanished"] == ["line 3: shop:3"]
    again = review("import", "work.csv").output
    assert "Verdicts on records that are gone, not imported: 1." in again


def test_a_german_spreadsheet_writes_semicolons_and_a_mark_of_its_own(place: Path) -> None:
    review("export", "work.csv")
    work = rows(place / "work.csv")
    work[0] |= {"verdict": "same"}
    with (place / "work.csv").open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, list(work[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(work)

    assert imported(place / "work.csv", "--author", "jo")["added"][0]["author"] == "jo"


def test_verdicts_against_a_decision_that_stands_are_refused_by_its_name(place: Path) -> None:
    signed = ["--author", "kim", "--reason", "two sisters"]
    CliRunner().invoke(command, ["unlink", "crm:1", "shop:2", *signed])
    review("export", "work.csv")
    answer(place / "work.csv", "same", "different")

    refused = review("import", "work.csv", expect=1).output

    assert journal(place)[0]["decision_id"] in refused
    assert len(journal(place)) == 1


def test_verdicts_of_one_file_that_contradict_each_other_are_to_be_mended_there(
    place: Path,
) -> None:
    review("export", "work.csv")
    one, other, *_ = rows(place / "work.csv")
    signed = {"author": "jo", "verdict": "same"}
    third = other["record_b"] if other["record_b"] not in one.values() else other["record_a"]

    def refused(*answers: dict[str, str]) -> str:
        with (place / "work.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, list(one))
            writer.writeheader()
            writer.writerows({**one, **signed, **cells} for cells in answers)
        return str(review("import", "work.csv", expect=1).output)

    told = refused({}, {"verdict": "different"})
    assert "lines 2 and 3 judge one pair and differ" in told

    chain = {"record_b": third}, {"record_a": third, "verdict": "different"}
    told = refused({}, *chain)
    assert "Next: change one of these verdicts" in told
    assert "withdraw" not in told, "nothing of it stands in the journal"


@pytest.mark.parametrize(("parted_by", "first_line"), [(";", "sep=;\r\n"), ("\t", "")])
def test_other_spreadsheets_write_tabs_or_say_first_what_parts_the_cells(
    place: Path, parted_by: str, first_line: str
) -> None:
    review("export", "work.csv")
    work = rows(place / "work.csv")
    work[0] |= {"verdict": "same", "author": "jo", "note": "Straße, Hausnummer"}
    work[1] |= {"verdict": "yes", "author": "jo"}

    def save() -> None:
        with (place / "work.csv").open("w", newline="", encoding="utf-8-sig") as file:
            file.write(first_line)
            writer = csv.DictWriter(file, list(work[0]), delimiter=parted_by)
            writer.writeheader()
            writer.writerows(work)

    save()
    line = 4 if first_line else 3
    assert f"line {line}: verdict 'yes'" in review("import", "work.csv", expect=1).output

    work[1]["verdict"] = "unsure"
    save()
    told = imported(place / "work.csv")
    assert [entry["reason"] for entry in told["added"]] == ["Straße, Hausnummer", "reviewed"]
