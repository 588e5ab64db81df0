"""The demo's story on a hand-made warehouse: true figures, 80 columns, nobody's data harmed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from pipelines import demo
from pipelines.console import Console
from pipelines.demo import aligned, command, spoken, tell
from pipelines.run import RunReport, Step
from pipelines.settings import Settings

LOAD = "20261001T041500000001"
HOUSE = f"""
create schema landing; create schema marts; create schema conformed; create schema identity;
create table landing.files as select * from (values
    ('shopify', 'landed', '{LOAD}', 5, 4, 1), ('shopify', 'landed', 'before', 3, 3, 0),
    ('my_shop', 'ignored', 'before', null, null, null)
) as t(source_name, status, load_id, row_count, landed_count, quarantined_count);
create table marts.customer_identities as select * from (values
    ('shopify', '1', 'c1', 'email|phone'), ('hubspot', '9', 'c1', 'email|phone'),
    ('zendesk', '5', 'c1', 'email'), ('shopify', '2', 'c2', 'alone'),
    ('shopify', '3', 'c3', 'alone')
) as t(source_name, source_record_id, customer_id, matched_by);
create table identity.int_customer_ids as from marts.customer_identities;
create table conformed.int_contacts as select * from (values
    ('shopify', '1', 'Jürgen', 'Müller', 'juergen@example.com', null, '50667', 'Köln'),
    ('hubspot', '9', 'Juergen', 'Mueller', 'juergen@example.com', '+493023125001', null, null),
    ('zendesk', '5', 'J.', 'Müller-Lüdenscheidt-Hohenzollern', 'juergen@example.com',
        '+493023125001', null, null),
    ('shopify', '2', 'Ada', 'B', 'ada@example.com', null, null, null),
    ('shopify', '3', 'Bob', 'C', 'bob@example.com', null, null, null)
) as t(source_name, source_record_id, first_name, last_name, email, phone, postal_code, city);
create table marts.customers as select * from (values
    ('c1', 'Jürgen', 'Müller', 'juergen@example.com', '+493023125001', '50667', 'Köln', 3, 120.50,
        'EUR', 1),
    ('c2', 'Ada', 'B', 'ada@example.com', null, null, null, 0, null, null, 0)
) as t(customer_id, first_name, last_name, email, phone, postal_code, city, order_count,
    net_sales_amount, currency, service_contact_count);
"""
#: table -> value column, value, numerator, denominator of September, all/all.
KPIS = {
    "kpi_retention_monthly": ("retention_rate", 0.712, 712, 1000),
    "kpi_order_value_monthly": ("average_order_value", 60.5, 12100, 200),
    "kpi_repeat_purchase_monthly": ("repeat_purchase_rate", 0.25, 1, 4),
    "kpi_satisfaction_monthly": ("csat_rate", None, 0, 0),
    "kpi_service_cost_monthly": ("cost_per_contact_amount", 8, 16, 2),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    here = Settings(tmp_path, tmp_path / "warehouse" / "live.duckdb", tmp_path / "exports")
    monkeypatch.setattr(demo, "settings", lambda: here)
    return here


@pytest.fixture
def built(here: Settings) -> Settings:
    """The warehouse after a run, and the truth: c1's records are right, c2 and c3 are one."""
    here.warehouse.parent.mkdir()
    here.exports.mkdir()
    with duckdb.connect(str(here.warehouse)) as connection:
        connection.execute(HOUSE)
        for table, (column, value, numerator, denominator) in KPIS.items():
            spelled = "null" if value is None else value
            connection.execute(
                f"""
                create table marts.{table} as select month, channel, sales_model, 'EUR' as currency,
                    {spelled} * factor as {column}, {numerator} as numerator,
                    {denominator} as denominator, month < date '2026-10-01' as is_complete
                from (values
                    (date '2026-10-01', 'all', 'all', 9), (date '2026-09-01', 'all', 'all', 1),
                    (date '2026-09-01', 'store', 'all', 7), (date '2026-08-01', 'all', 'all', 5)
                ) as rows(month, channel, sales_model, factor)
                """
            )
        connection.execute(
            f"""
            copy (select * from (values
                ('shopify', '1', 'p1'), ('hubspot', '9', 'p1'), ('zendesk', '5', 'p1'),
                ('shopify', '2', 'p2'), ('shopify', '3', 'p2')
            ) as t(source_name, source_record_id, person_id))
            to '{here.exports / "truth.parquet"}'
            """
        )
    return here


def report(here: Settings) -> RunReport:
    sync = {
        "name": "sync_files__lapsed_customers", "audience": 12, "created": 12, "updated": 0,
        "removed": 1, "accepted": 13, "status": "done",
    }  # fmt: skip
    steps = [
        Step("land", "done", counts={"load_id": LOAD}),
        Step("sync", "done", counts={"syncs": [sync]}),
    ]
    return RunReport("r1", "2026-10-01T04:15:00", here.state / "runs" / "r1.json", steps)


def test_the_figures_told_are_those_of_the_warehouse(built: Settings) -> None:
    told = tell(built, report(built)).payload

    assert told["landed"] == {
        "files": 2, "files_new": 1, "rows": 8, "rows_landed": 7, "rows_quarantined": 1
    }  # fmt: skip
    people = told["people"]
    assert (people["records"], people["people"], people["in_several_tools"]) == (5, 2, 1)
    # Three of the four true pairs are found (1-9, 1-5, 9-5; 2-3 is missed), none is wrong.
    assert people["score"]["precision"] == 1.0
    assert people["score"]["recall"] == 0.75
    assert people["score"]["f1"] == pytest.approx(2 * 0.75 / 1.75)
    assert str(told["kpis"]["month"]) == "2026-09-01"
    for column, value, numerator, denominator in KPIS.values():
        kpi = told["kpis"][column]
        assert kpi["value"] == value
        assert (kpi["numerator"], kpi["denominator"]) == (numerator, denominator)
    assert told["merged"] == {"customer_id": "c1", "records": 3}
    assert told["syncs"][0]["accepted"] == 13


def test_the_story_is_told_within_80_columns(
    built: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built.root)

    lines = tell(built, report(built)).lines
    text = "\n".join(lines)

    assert max(map(len, lines)) <= 80
    assert "5 records in, 2 people out; 1 of them known to several tools" in text
    assert "September 2026" in text
    assert "71.2 %" in text
    assert "60.50 EUR" in text
    assert "712 of 1,000 customers stayed" in text
    assert "nothing to count" in text
    for source in ("shopify", "hubspot", "zendesk", "golden"):
        assert f"  {source} " in text
    assert "joined by email, phone" in text
    assert "3 orders, 120.50 EUR net, 1 service contacts" in text
    assert "warehouse/published/public.duckdb" in text
    assert "  cdp explain c1 " in text


def test_a_path_is_never_cut_off(built: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    far = Settings(built.root, built.warehouse, built.exports)
    monkeypatch.chdir("/usr")

    assert f"  {far.published / 'public.duckdb'}" in tell(far, report(far)).lines


def test_values_are_spoken_with_their_unit() -> None:
    assert spoken(0.7123, "%", None) == "71.2 %"
    assert spoken(1234.5, "money", "EUR") == "1,234.50 EUR"
    assert spoken(None, "%", None) == "-"


def test_numbers_stand_under_each_other() -> None:
    assert aligned(["tool", "rows"], [["shopify", "12"], ["all", "1,012"]]) == [
        "tool      rows",
        "shopify     12",
        "all      1,012",
    ]


@pytest.fixture
def stage(here: Settings, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The demo without its long parts: what was asked of them, and the doors at that time."""
    seen: dict[str, Any] = {"sandboxes": [], "doors": {}}

    def write_sandbox(here: Settings, customers: int, seed: int, console: Console) -> None:
        seen["sandboxes"].append((customers, seed))
        here.exports.mkdir(exist_ok=True)
        (here.exports / "truth.parquet").touch()

    def run(here: Settings, console: Console) -> RunReport:
        seen["doors"] = {name: os.environ.get(name) for name in demo._DOORS}
        return seen.get("report") or report(here)

    monkeypatch.setattr(demo, "_write_sandbox", write_sandbox)
    monkeypatch.setattr(demo, "run", run)
    monkeypatch.setattr(demo, "tell", lambda here, report: demo.Story({}, ["the story"]))
    return seen


def test_a_demo_never_sends_to_doors_that_were_set_for_real_people(
    stage: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAMMKUNDE_WEBHOOK_URL", "https://crm.example.com/hook")
    monkeypatch.setenv("STAMMKUNDE_WEBHOOK_SECRET", "whsec_real")
    monkeypatch.setenv("STAMMKUNDE_OUTBOX", "/mnt/partner")

    done = CliRunner().invoke(command, ["--json"])

    assert done.exit_code == 0, done.output
    assert stage["doors"]["STAMMKUNDE_WEBHOOK_URL"].startswith("http://127.0.0.1:")
    assert stage["doors"]["STAMMKUNDE_OUTBOX"] is None
    assert os.environ["STAMMKUNDE_WEBHOOK_URL"] == "https://crm.example.com/hook"
    assert os.environ["STAMMKUNDE_WEBHOOK_SECRET"] == "whsec_real"
    assert os.environ["STAMMKUNDE_OUTBOX"] == "/mnt/partner"


def test_a_second_demo_is_welcome_but_only_of_the_same_retailer(stage: dict[str, Any]) -> None:
    first = CliRunner().invoke(command, ["--customers", "300"])
    second = CliRunner().invoke(command, ["--customers", "300"])
    other = CliRunner().invoke(command, ["--customers", "400"])

    assert first.exit_code == second.exit_code == 0
    assert "the story" in second.output
    assert other.exit_code == 1
    assert "300 customers, seed 7" in other.output
    assert stage["sandboxes"] == [(300, 7), (300, 7)]


def test_real_exports_are_not_written_over(here: Settings, stage: dict[str, Any]) -> None:
    (here.exports / "shopify").mkdir(parents=True)
    (here.exports / "shopify" / "orders-2026-01.json").write_text("{}")

    done = CliRunner().invoke(command, [])

    assert done.exit_code == 1
    said = " ".join(done.output.split())
    assert f"{here.exports} holds data that is not the sandbox's" in said
    assert stage["sandboxes"] == []


def test_a_warehouse_with_real_rows_is_left_alone(here: Settings, stage: dict[str, Any]) -> None:
    here.warehouse.parent.mkdir()
    with duckdb.connect(str(here.warehouse)) as connection:
        connection.execute("create schema landing; create table landing.files(file_sha256 text)")
    fine = CliRunner().invoke(command, ["--quiet"])
    (here.state / "demo.json").unlink()
    (here.exports / "truth.parquet").unlink()
    with duckdb.connect(str(here.warehouse)) as connection:
        connection.execute("insert into landing.files values ('ab')")

    refused = CliRunner().invoke(command, ["--quiet"])

    assert fine.exit_code == 0, "an empty warehouse is nobody's"
    assert refused.exit_code == 1
    assert "holds data that is not the sandbox's" in refused.output


@pytest.mark.parametrize(("state", "code"), [("failed", 1), ("stopped", 3)])
def test_a_run_that_did_not_end_well_is_the_demos_end_too(
    here: Settings, stage: dict[str, Any], state: Any, code: int
) -> None:
    stage["report"] = RunReport(
        "r1", "now", here.state / "r1.json", [Step("check", state, message="why. Next: look")]
    )

    done = CliRunner().invoke(command, [])

    assert done.exit_code == code
    assert f"check {state}: why. Next: look" in done.output
    assert "the story" not in done.output


def test_the_note_of_the_demo_says_what_it_is(here: Settings, stage: dict[str, Any]) -> None:
    CliRunner().invoke(command, ["--customers", "300", "--seed", "3"])

    noted = json.loads((here.state / "demo.json").read_text())
    assert noted == {"customers": 300, "seed": 3}
