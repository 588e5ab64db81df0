"""The sync models: without a purpose nothing builds, and each says where it goes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
import yaml

from pipelines.syncing.catalog import catalog
from pipelines.syncing.ledger import ensure_tables, tables
from tests import parsed_once

PURPOSES = {
    "marketing_email",
    "marketing_sms",
    "marketing_phone",
    "marketing_post",
    "profiling",
    "ad_user_data",
    "ad_personalization",
    "service",
}


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A copy of the dbt project that may be spoilt."""
    copy = tmp_path / "stammkunde"
    copy.mkdir()
    for name in ("models", "macros", "seeds", "tests"):
        if (root / name).exists():
            shutil.copytree(root / name, copy / name)
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(root / name, copy / name)
    return copy


def test_a_sync_without_a_purpose_or_with_two_does_not_build(project: Path) -> None:
    for name, purpose in (
        ("sync_files__lapsed_customers", None),
        ("sync_files__newsletter_invitations", "marketing_email"),
    ):
        path = project / "models" / "activation" / f"{name}.yml"
        declared = yaml.safe_load(path.read_text(encoding="utf-8"))
        declared["models"][0]["config"]["meta"]["purpose"] = purpose
        path.write_text(yaml.safe_dump(declared), encoding="utf-8")

    warehouse, target = project / parsed_once.WAREHOUSE, project / "target"
    parsed_once.give(target, warehouse)
    refused = subprocess.run(
        [
            *(sys.executable, "-m", "dbt.cli.main", "--no-use-colors", "run"),
            *("-s", "path:models/activation"),
        ],
        cwd=project,
        env={
            **os.environ,
            "STAMMKUNDE_DUCKDB": str(warehouse),
            "DBT_TARGET_PATH": str(target),
            "DBT_LOG_PATH": str(project / "logs"),
        },
        capture_output=True,
        text=True,
    )
    told = " ".join(refused.stdout.split())

    assert refused.returncode != 0
    assert (
        "sync_files__lapsed_customers: the SQL says purpose 'marketing_email', "
        "the YAML says nothing" in told
    )
    assert (
        "sync_files__newsletter_invitations: the SQL says purpose 'marketing_post', "
        "the YAML says marketing_email" in told
    )


def test_every_sync_model_checks_its_purpose_and_segment_against_its_yaml(root: Path) -> None:
    """Without the macro the promise above would be empty."""
    specs = catalog(root)
    assert set(specs) == {path.stem for path in (root / "models" / "activation").glob("*.sql")}
    for name, spec in specs.items():
        text = (root / "models" / "activation" / f"{name}.sql").read_text(encoding="utf-8")
        said = dict(re.findall(r"sync_meta\('(\w+)', '(\w+)'\)", text))
        assert said == {"purpose": spec.purpose, "segment": spec.segment}
        assert spec.purpose in PURPOSES
        assert name.startswith(f"sync_{spec.destination}__")


def test_the_engine_makes_the_tables_that_staging_reads_and_adds_what_is_new() -> None:
    with duckdb.connect() as connection:
        connection.execute("create schema raw_syncing")
        connection.execute("create table raw_syncing.receipts (intent_id varchar)")
        connection.begin()
        ensure_tables(connection)
        connection.execute("insert into raw_syncing.receipts (intent_id, status) values ('i', 's')")
        connection.commit()
        ensure_tables(connection)
        made = connection.execute(
            """select table_name, column_name from information_schema.columns
            where table_schema = 'raw_syncing' order by ordinal_position"""
        ).fetchall()

    root = Path(__file__).resolve().parents[2]
    declared = [(t, c) for t, columns in tables(root).items() for c in columns]
    assert sorted(made) == sorted(declared)
