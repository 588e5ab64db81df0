"""Who was forgotten is told of in no room of ours, though an export still tells of them."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests import forked

from .house import ROOT, House

#: The rooms that say what the exports say.
THEIRS = r"raw_.*|landing|staging|conformed"
#: What a person is told by: each conformed table that names one, and the columns that do.
SAID = {
    "int_contacts": (
        "email", "phone", "first_name || ' ' || last_name", "birth_date", "street",
        "street || ' ' || house_number", "loyalty_card_number", "vat_id",
    ),
    "int_orders": ("email", "phone", "loyalty_card_number"),
    "int_service_contacts": ("email", "phone"),
    "int_survey_responses": ("email", "phone"),
    "int_loyalty_members": ("email", "phone", "loyalty_card_number"),
}  # fmt: skip
#: Who is in a segment and known to most tools, a shop of ours among them.
WHO = """
    select customer_id
    from identity.int_customer_ids
    left join segments.segment_memberships using (customer_id)
    group by customer_id
    having bool_or(source_name = 'shopify')
    order by count(segment_name) > 0 desc, count(distinct source_name) desc, customer_id
    limit 1
"""
SIGNED = ("--author", "jo", "--reason", "asked by letter")


@dataclass(frozen=True)
class Forgotten:
    """The house after all was built again, and what nobody but the person said of them."""

    house: House
    customer_id: str
    words: frozenset[str]


@pytest.fixture(scope="module")
def forgotten(tmp_path_factory: pytest.TempPathFactory) -> Forgotten:
    house = House(tmp_path_factory.mktemp("forgotten"))
    house.sandbox(60)
    house.cdp("land")
    build = ("--quiet", "build", "--exclude-resource-type", "unit_test")
    house.dbt(*build, "--exclude-resource-type", "test")
    ((customer_id,),) = house.query(WHO)
    words = frozenset(said_of(house, customer_id))
    assert {word.split("=")[0] for word in words} >= {"email", "birth_date", "street"}
    rooms = {place.split(".")[0] for place in held(house.warehouse, words | {customer_id})}
    assert rooms == {"identity", "profiles", "marts", "segments"}, "all told of them before"

    forget(house, customer_id)
    told_again(house, customer_id)
    house.cdp("land")
    # Publishing asks what the build left in the target folder.
    house.dbt(*build, "--exclude-resource-type", "seed", "--write-json")
    house.cdp("publish")
    return Forgotten(house, customer_id, words)


def test_no_room_of_ours_tells_of_them_though_an_export_does(forgotten: Forgotten) -> None:
    house, told = forgotten.house, forgotten.words | {forgotten.customer_id}
    assert house.query("select 1 from conformed.int_contacts where first_name = 'Told again'")
    assert held(house.warehouse, told) == set()


def test_the_copies_that_bi_reads_do_not_either(forgotten: Forgotten) -> None:
    for copy in ("public.duckdb", "restricted.duckdb"):
        told = forgotten.words | {forgotten.customer_id}
        assert held(forgotten.house.published / copy, told) == set()


def test_only_the_register_knows_their_records_and_what_changed_is_told_in_numbers(
    forgotten: Forgotten,
) -> None:
    with duckdb.connect(str(forgotten.house.warehouse), read_only=True) as connection:
        columns = connection.execute(
            "select schema_name, table_name, column_name, data_type from duckdb_columns()"
            f" where not internal and not regexp_full_match(schema_name, '{THEIRS}')"
        ).fetchall()
        knowing = {
            f"{schema}.{table}"
            for schema, table, column, kind in columns
            if kind == "BIGINT"
            and connection.execute(
                f'select 1 from "{schema}"."{table}" where "{column}" in'
                " (select record_key from policy.identity_erasures) limit 1"
            ).fetchone()
        }
    assert knowing == {"policy.identity_erasures", "identity.int_identity_erased"}
    beside = {kind for _, table, _, kind in columns if re.search("__(heard|changes)$", table)}
    assert beside <= {"BIGINT", "UBIGINT"}


def test_what_they_bought_still_counts_without_them(forgotten: Forgotten) -> None:
    ((orders, known),) = forgotten.house.query(
        "select (select count(*) from conformed.int_orders), (select count(*) from marts.orders)"
    )
    assert orders == known


def said_of(house: House, customer_id: str) -> set[str]:
    """What the person's records say, and no other record, no policy says: kind=value."""
    said = " union all ".join(
        f"""
        select '{column.split(" ")[0]}' as kind, lower(cast({column} as string)) as word,
            customer_id
        from conformed.{table} left join identity.int_customer_ids
            using (source_name, source_record_id)
        """
        for table, columns in SAID.items()
        for column in columns
    )
    found = house.query(
        f"""
        select distinct kind, word
        from ({said})
        where word is not null and word not in (select value from policy.blocked_identifiers)
        qualify bool_and(customer_id is not distinct from '{customer_id}')
            over (partition by word)
        """
    )
    return {f"{kind}={word}" for kind, word in found}


def held(file: Path, words: frozenset[str]) -> set[str]:
    """Where a word stands: every text and date of every table and view of our rooms."""
    values = sorted({word.partition("=")[2] or word for word in words})
    found = set()
    with duckdb.connect(str(file), read_only=True) as connection:
        for schema, table, column in connection.execute(
            "select schema_name, table_name, column_name from duckdb_columns()"
            " where not internal and database_name = current_database()"
            f" and not regexp_full_match(schema_name, '{THEIRS}')"
            " and (data_type in ('DATE', 'JSON') or contains(data_type, 'VARCHAR'))"
        ).fetchall():
            for (value,) in connection.execute(
                f'select distinct sought from "{schema}"."{table}", (select unnest(?) as sought)'
                f' where contains(lower(cast("{column}" as string)), sought)',
                [values],
            ).fetchall():
                found.add(f"{schema}.{table}.{column}: {value}")
    return found


def forget(house: House, customer_id: str) -> None:
    """By the verb, in a project of the house's own; then sown, as `dbt build` does."""
    project = house.place / "project"
    shutil.copytree(ROOT / "seeds", project / "seeds")
    shutil.copy(ROOT / "dbt_project.yml", project)
    done = forked.run(
        "pipelines.cli", "identity", "forget", customer_id, *SIGNED,
        cwd=project, env=house.environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with duckdb.connect(str(house.warehouse)) as connection:
        connection.execute(
            "insert into policy.identity_erasures by name from read_csv(?, header = true)",
            [str(project / "seeds" / "identity" / "identity_erasures.csv")],
        )


def told_again(house: House, customer_id: str) -> None:
    """A later export of the shop tells of them anew, under another first name."""
    ((record,),) = house.query(
        "select min(source_record_id) from identity.int_customer_ids"
        f" where source_name = 'shopify' and customer_id = '{customer_id}'"
    )
    for path in sorted((house.exports / "shopify").glob("customers*.json")):
        for customer in json.loads(path.read_text())["customers"]:
            if str(customer["id"]) == record:
                customer |= {"first_name": "Told again", "updated_at": "2026-09-30T12:00:00+02:00"}
                later = path.with_name("customers-told-again.json")
                later.write_text(json.dumps({"customers": [customer]}))
                return
    raise AssertionError(f"no export tells of {record}")
