"""A project of its own whose conformed room is filled by hand, for stories of decisions.

The models are the project's; the seeds are a copy, because decisions are written there.
"""

from __future__ import annotations

import gc
import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from click.testing import CliRunner, Result

from pipelines.building import released
from pipelines.cli import main
from tests import parsed_once

ROOT = Path(__file__).resolve().parents[2]
Record = dict[str, Any]
#: What ties a record of int_customer_ids, in words.
MATCHED_BY = """
coalesce((
    select string_agg(identifier_type, '|' order by identifier_type)
    from policy.identity_rules
    where kinds & (cast(1 as bigint) << trust_rank) > 0
), 'alone')
"""


class IdentityHouse:
    """Contacts and orders by hand; identity, profiles, marts and segments by dbt."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.place = place
        self.file = place / "warehouse" / parsed_once.WAREHOUSE
        self.runner = parsed_once.runner()
        self.seed = place / "seeds" / "identity" / "identity_decisions.csv"
        monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(self.file))
        monkeypatch.setenv("STAMMKUNDE_AS_OF", parsed_once.AS_OF)
        monkeypatch.setenv("DBT_TARGET_PATH", str(place / "target"))
        monkeypatch.setenv("DBT_LOG_PATH", str(place / "logs"))
        self._set_up()
        monkeypatch.chdir(place)
        self.empty_journal = self.seed.read_text()

    def _set_up(self) -> None:
        for name in ("models", "macros", "tests", "dbt_project.yml", "profiles.yml"):
            (self.place / name).symlink_to(ROOT / name)
        shutil.copytree(ROOT / "seeds", self.place / "seeds")
        self.seed.write_text(self.seed.read_text().splitlines()[0] + "\n")
        self.file.parent.mkdir()
        with duckdb.connect(str(self.file)) as connection:
            connection.execute("create schema conformed")
            for path in sorted((ROOT / "models" / "conformed").glob("*/int_*.yml")):
                (model,) = yaml.safe_load(path.read_text())["models"]
                if "__" not in model["name"]:
                    columns = ", ".join(f"{c['name']} {c['data_type']}" for c in model["columns"])
                    connection.execute(f"create table conformed.{model['name']} ({columns})")
        parsed_once.give(self.place / "target", self.file)
        # Nothing that dbt parses changes any more.
        self.runner = parsed_once.runner(self.dbt("parse"))
        # Nor does anybody look for garbage in it.
        gc.collect()
        gc.freeze()
        self.dbt("seed")

    def dbt(self, *arguments: str) -> Any:
        """What the dbt command comes to, which must succeed."""
        folders = ["--project-dir", str(self.place), "--profiles-dir", str(self.place)]
        with released():
            done = self.runner.invoke(["--quiet", *arguments, *folders])
        assert done.success, done.exception
        return done.result

    def hold(
        self,
        contacts: Sequence[Record],
        orders: Iterable[Record] = (),
        consents: Iterable[Record] = (),
    ) -> None:
        """The conformed room holds exactly these rows."""
        held = {"contacts": contacts, "orders": orders, "consents": consents}
        with duckdb.connect(str(self.file)) as connection:
            for concept, rows in held.items():
                connection.execute(f"delete from conformed.int_{concept}")
                for row in rows:
                    connection.execute(
                        f"insert into conformed.int_{concept} ({', '.join(row)}) "
                        f"values ({', '.join('?' * len(row))})",
                        list(row.values()),
                    )

    def sow(self) -> None:
        """What `dbt seed` makes of the journal and the model, without its seconds."""
        with duckdb.connect(str(self.file)) as connection:
            for path in (self.seed, self.seed.with_name("identity_model.csv")):
                connection.execute(f"delete from policy.{path.stem}")
                connection.execute(
                    f"insert into policy.{path.stem} by name"
                    " from read_csv(?, all_varchar = true, header = true)",
                    [str(path)],
                )

    def build(self, *select: str) -> dict[str, str]:
        """tool:record_id -> customer_id after both were sown and the room was built."""
        self.sow()
        self.dbt("run", "--select", *(select or ("path:models/identity",)))
        return self.ids()

    def ids(self) -> dict[str, str]:
        return dict(
            self.query(
                "select source_name || ':' || source_record_id, customer_id"
                " from identity.int_customer_ids"
            )
        )

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.file), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def cdp(self, *arguments: str, expect: int = 0) -> Result:
        """The verb, as a user runs it in the project's folder."""
        result = CliRunner().invoke(main, list(arguments))
        assert result.exit_code == expect, f"{result.output}\n{result.exception!r}"
        return result

    def told(self, *arguments: str, expect: int = 0) -> dict[str, Any]:
        lines = self.cdp(*arguments, "--json", expect=expect).output.splitlines()
        answer: dict[str, Any] = json.loads(next(line for line in lines if line[:1] == "{"))
        return answer


def contact(name: str, created: str = "2025-01-01", **fields: Any) -> Record:
    """A contact called tool:record_id."""
    tool, _, number = name.partition(":")
    return {"source_name": tool, "source_record_id": number, "created_at": created, **fields}


def order(name: str, buyer: str, amount: float, day: str = "2026-01-05") -> Record:
    """A paid order of a record of the same tool, worth so much net of tax, in EUR."""
    tool, _, number = name.partition(":")
    return {
        "source_name": tool, "source_order_id": number, "ordered_at": day, "currency": "EUR",
        "source_record_id": buyer.partition(":")[2], "status": "paid", "is_test": False,
        "channel": "online", "sales_model": "b2c", "gross_amount": amount, "tax_amount": 0,
        "total_amount": amount, "discount_amount": 0, "shipping_amount": 0,
    }  # fmt: skip


def people_of(ids: dict[str, str]) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for record, customer in ids.items():
        groups.setdefault(customer, set()).add(record)
    return {frozenset(group) for group in groups.values()}
