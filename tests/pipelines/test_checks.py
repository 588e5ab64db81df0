"""Both borders: a clean house passes, each fault is named by place and count, nobody by value."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from pipelines.checks import command as checking
from pipelines.checks import raw
from pipelines.checks.command import check, command
from pipelines.checks.engine import CheckReport
from pipelines.console import VerbError
from pipelines.settings import Settings

CANARY = "canary.bird@example.com"
SHA = "ab" * 32
LOAD = "20261001T041500000001"
KEYS = {"raw_shopify.orders": ("id",)}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A clean house: one file landed with one row quarantined, one sync of two people."""
    monkeypatch.delenv("DBT_TARGET_PATH", raising=False)
    monkeypatch.setattr(raw, "declared_keys", lambda: KEYS)
    here = Settings(tmp_path, tmp_path / "warehouse" / "live.duckdb", tmp_path / "exports")
    monkeypatch.setattr(checking, "settings", lambda: here)
    here.warehouse.parent.mkdir()
    write(
        here,
        f"""
        create schema landing; create schema raw_shopify; create schema raw_syncing;
        create schema activation; create schema marts;
        create table landing.files as select
            '{SHA}' as file_sha256, 'shopify' as tool, 'shopify' as source_name,
            'orders' as table_name, cast(null as varchar) as contract_sha256,
            'landed' as status, 3 as row_count, 2 as landed_count, 1 as quarantined_count,
            '{LOAD}' as load_id;
        create table landing.quarantine as select
            '{SHA}' as file_sha256, 'shopify' as source_name, 'orders' as table_name,
            3 as row_number,
            '{CANARY}' as raw_text;
        create table raw_shopify.orders as select
            cast(1000 + number as varchar) as id, '{CANARY}' as email,
            '{SHA}' as _file_sha256, number as _row_number, '{LOAD}' as _load_id
            from range(1, 3) as numbers(number);
        create table raw_shopify.customers as from raw_shopify.orders limit 0;
        create table raw_shopify._dlt_loads as select 'x' as load_id;
        create table raw_syncing.receipts as select 'x' as intent_id;
        create table marts.consents as
            select customer_id, 'marketing_email' as purpose, true as is_granted
            from (values ('c1'), ('c2'), ('c3')) as people(customer_id);
        create table activation.sync_files__lapsed as select * from (values
            ('c1', '{CANARY}'), ('c2', 'ada@example.com')) as people(customer_id, email);
        """,
    )
    declare(here, {"destination": "files", "purpose": "marketing_email"})
    return here


def write(here: Settings, sql: str) -> None:
    with duckdb.connect(str(here.warehouse)) as connection:
        connection.execute(sql)


def declare(here: Settings, meta: dict[str, str]) -> None:
    """The manifest with one sync that says this of itself."""
    node = {
        "resource_type": "model",
        "schema": "activation",
        "name": "sync_files__lapsed",
        "config": {"meta": meta},
        "columns": {"customer_id": {}, "email": {}},
    }
    (here.root / "target").mkdir(exist_ok=True)
    (here.root / "target" / "manifest.json").write_text(json.dumps({"nodes": {"m": node}}))


def not_met(report: CheckReport) -> list[tuple[str, str, int | None]]:
    return [(each.table, each.column, each.rows) for each in report.failed]


def test_a_clean_house_passes_and_its_report_is_written(here: Settings) -> None:
    report = check(here)

    assert report.is_clean
    assert report.warnings == ()
    # The ledger, one raw table with rows, the promises of the syncs, one sync.
    assert report.suites == 4
    assert report.docs == here.warehouse.parent / "checks" / "index.html"
    assert "raw.shopify.orders" in report.docs.read_text()


RAW_FAULTS = {
    "a row without its key": (
        "update raw_shopify.orders set id = null where _row_number = 1",
        ("raw_shopify.orders", "id", 1),
    ),
    "the same row twice": (
        "insert into raw_shopify.orders from raw_shopify.orders where _row_number = 1",
        ("raw_shopify.orders", "_file_sha256, _row_number", 2),
    ),
    "a load id of another shape": (
        "update raw_shopify.orders set _load_id = '1759300000.12'",
        ("raw_shopify.orders", "_load_id", 2),
    ),
    "a hash that is none": (
        "update raw_shopify.orders set _file_sha256 = 'orders.json'; "
        "update landing.files set file_sha256 = 'orders.json'; "
        "update landing.quarantine set file_sha256 = 'orders.json'",
        ("raw_shopify.orders", "_file_sha256", 2),
    ),
    "rows that vanished on the way": (
        "update landing.files set row_count = 4",
        ("landing.files", "row_count, accounted_count", 1),
    ),
    "a quarantine that lost a row": (
        "delete from landing.quarantine",
        ("landing.files", "quarantined_count, held_count", 1),
    ),
    "rows of a file the ledger does not know": (
        "delete from landing.files",
        ("landing.files", "is_in_ledger", 1),
    ),
    "a ledger that says more landed than the table holds": (
        "delete from raw_shopify.orders where _row_number = 1",
        ("landing.files", "landed_count, found_count", 1),
    ),
}


@pytest.mark.parametrize("fault", RAW_FAULTS)
def test_a_fault_at_the_raw_border_is_named(here: Settings, fault: str) -> None:
    sql, finding = RAW_FAULTS[fault]
    write(here, sql)

    report = check(here, ("raw",))

    assert finding in not_met(report)
    assert all(each.next_step for each in report.failed)


def test_refused_ignored_and_mapped_files_and_one_file_in_two_folders_are_no_faults(
    here: Settings,
) -> None:
    """A refused file has no counts; a mapped one feeds tables by another measure."""
    refused, ignored, other = "01" * 32, "02" * 32, "cd" * 32
    write(
        here,
        f"""
        insert into landing.files by name select * from (values
            ('{refused}', 'shopify', 'shopify', 'orders', null, 'refused', null, null, null),
            ('{ignored}', 'shopify', 'shopify', null, null, 'ignored', null, null, null),
            ('{other}', 'template', 'north', 'orders,products', 'x', 'landed', 5, 5, 0),
            ('{other}', 'template', 'south', 'orders', null, 'landed', 1, 1, 0)
        ) as files(file_sha256, tool, source_name, table_name, contract_sha256, status,
            row_count, landed_count, quarantined_count);
        update landing.files set load_id = '{LOAD}';
        create schema raw_template;
        create table raw_template.orders as select source_name, 'A1' as source_order_id,
            '{other}' as _file_sha256, 1 as _row_number, '{LOAD}' as _load_id
            from (values ('north'), ('south')) as drops(source_name);
        """,
    )

    assert not_met(check(here, ("raw",))) == []


OUTBOUND_FAULTS = {
    "someone twice": (
        "insert into activation.sync_files__lapsed values ('c1', 'other@example.com')",
        ("activation.sync_files__lapsed", "customer_id", 2),
    ),
    "someone without an id": (
        "insert into activation.sync_files__lapsed values (null, 'other@example.com')",
        ("activation.sync_files__lapsed", "customer_id", 1),
    ),
    "an address that is none": (
        "insert into activation.sync_files__lapsed values ('c3', 'Ada Beispiel')",
        ("activation.sync_files__lapsed", "email", 1),
    ),
    "someone who was never asked": (
        "insert into activation.sync_files__lapsed values ('c9', 'other@example.com')",
        ("activation.sync_files__lapsed", "has_consent", 1),
    ),
    "someone who said no": (
        "update marts.consents set is_granted = false where customer_id = 'c2'",
        ("activation.sync_files__lapsed", "has_consent", 1),
    ),
    "a yes to something else": (
        "update marts.consents set purpose = 'marketing_post'",
        ("activation.sync_files__lapsed", "has_consent", 2),
    ),
    "no consents at all": (
        "drop table marts.consents",
        ("activation.sync_files__lapsed", "has_consent", 2),
    ),
    "a column nobody promised": (
        "alter table activation.sync_files__lapsed add column birth_date date",
        ("activation.sync_*", "is_in_contract", 1),
    ),
    "a sync nobody declared": (
        "create table activation.sync_files__secret as select 'c1' as customer_id",
        ("activation.sync_*", "purpose", 1),
    ),
    "a sync that was never built": (
        "drop table activation.sync_files__lapsed",
        ("activation.sync_*", "column_name", 1),
    ),
}


@pytest.mark.parametrize("fault", OUTBOUND_FAULTS)
def test_a_fault_at_the_outbound_border_is_named(here: Settings, fault: str) -> None:
    sql, finding = OUTBOUND_FAULTS[fault]
    write(here, sql)

    assert finding in not_met(check(here, ("outbound",)))


@pytest.mark.parametrize("purpose", [{}, {"purpose": "because_we_can"}])
def test_a_sync_without_a_purpose_we_know_does_not_pass(
    here: Settings, purpose: dict[str, str]
) -> None:
    declare(here, {"destination": "files", **purpose})

    places = {finding[:2] for finding in not_met(check(here, ("outbound",)))}

    assert ("activation.sync_*", "purpose") in places
    assert ("activation.sync_files__lapsed", "has_consent") in places


def test_an_empty_sync_is_only_a_warning(here: Settings) -> None:
    write(here, "delete from activation.sync_files__lapsed")

    report = check(here, ("outbound",))

    assert report.is_clean
    assert [each.table for each in report.warnings] == ["activation.sync_files__lapsed"]


def test_no_value_of_a_row_reaches_report_or_screen(here: Settings) -> None:
    """Every expectation is broken by rows that carry the canary, in every column we read."""
    write(
        here,
        f"""
        insert into activation.sync_files__lapsed values ('{CANARY}', '{CANARY} twice'),
            ('{CANARY}', '{CANARY} twice'), (null, '{CANARY}');
        update raw_shopify.orders set _file_sha256 = '{CANARY}', _load_id = '{CANARY}',
            id = null, _row_number = 1;
        update landing.files set status = '{CANARY}', load_id = '{CANARY}', row_count = 9;
        """,
    )

    done = CliRunner().invoke(command, ["--json"])

    assert done.exit_code == 1
    assert len(json.loads(done.output)["failed"]) >= 10
    written = [path for path in (here.warehouse.parent / "checks").rglob("*") if path.is_file()]
    assert {"index.html", "results.json"} <= {path.name for path in written}
    assert "canary" not in done.output
    assert [path for path in written if b"canary" in path.read_bytes()] == []


def test_the_verb_tells_place_count_and_next_step(here: Settings) -> None:
    good = CliRunner().invoke(command, [])
    write(here, "update raw_shopify.orders set id = null")
    bad = CliRunner().invoke(command, ["--border", "raw"])
    quiet = CliRunner().invoke(command, ["--border", "raw", "--quiet"])
    other = CliRunner().invoke(command, ["--border", "outbound"])

    assert good.exit_code == other.exit_code == 0
    assert "0 not met" in good.output
    assert str(here.warehouse.parent / "checks" / "index.html") in good.output
    assert bad.exit_code == quiet.exit_code == 1
    for said in (bad.output, quiet.output):
        assert "raw_shopify.orders.id: 2 of 2 rows" in said
        assert "suite raw.shopify.orders, ExpectColumnValuesToNotBeNull" in said
        assert "Next: cdp status" in said


def test_without_a_ledger_the_raw_border_stays_closed(here: Settings) -> None:
    write(here, "drop table landing.files")

    with pytest.raises(VerbError, match="Next: cdp land"):
        check(here, ("raw",))


def test_without_a_manifest_the_outbound_border_stays_closed(here: Settings) -> None:
    (here.root / "target" / "manifest.json").unlink()

    with pytest.raises(VerbError, match="Next: dbt build"):
        check(here, ("outbound",))


def test_the_declarations_of_the_tools_are_what_is_checked() -> None:
    keys: dict[str, Any] = dict(raw.declared_keys())

    assert "id" in keys["raw_shopify.orders"]
    assert keys["raw_template.orders"][:1] == ("source_order_id",)
    assert len([place for place in keys if place.startswith("raw_template.")]) == 17
