"""The border where segments go out: nobody twice, nobody unasked, nothing beyond the contract."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.checks.suite import E_MAIL, Suite, filled, not_empty, one_of, shaped, unique
from pipelines.live import literal, quote

#: The purposes a consent can be given for (CONFORMED.md).
PURPOSES = (
    *("marketing_email", "marketing_sms", "marketing_phone", "marketing_post"),
    *("profiling", "ad_user_data", "ad_personalization", "service"),
)


@dataclass(frozen=True)
class Sync:
    """A sync as the project declares it, and the columns its table really has."""

    name: str
    destination: str | None
    purpose: str | None
    key: str
    contract: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def place(self) -> str:
        return f"activation.{self.name}"


def suites(connection: duckdb.DuckDBPyConnection, manifest: dict[str, Any]) -> list[Suite]:
    """One suite over what all syncs promise, and one per sync over the people it holds."""
    syncs = _syncs(connection, manifest)
    has_consents = bool(_columns(connection, "marts", "consents"))
    return [_contract_suite(syncs), *(_people_suite(s, has_consents) for s in syncs if s.columns)]


def _contract_suite(syncs: list[Sync]) -> Suite:
    """Metadata only: one row per sync and column, none of them from a person."""
    rows = [
        [sync.name, sync.destination, sync.purpose, column, column in sync.contract]
        for sync in syncs
        for column in sync.columns or (None,)
    ]
    return Suite(
        name="outbound.contracts",
        table="activation.sync_*",
        sql="select row[1] as sync_name, row[2] as destination, row[3] as purpose, "
        "row[4] as column_name, row[5] = 'true' as is_in_contract "
        f"from (select unnest(from_json({literal(json.dumps(rows))}, "
        "'[[\"VARCHAR\"]]')) as row)",
        expects=(
            filled("destination"),
            filled("purpose"),
            one_of("purpose", list(PURPOSES)),
            filled("column_name"),
            one_of("is_in_contract", [True]),
        ),
        next_step="say it in models/activation/<sync>.yml, then dbt build --select activation",
    )


def _people_suite(sync: Sync, has_consents: bool) -> Suite:
    key = quote(sync.key)
    mails = [column for column in sync.columns if column == "email" or column.endswith("_email")]
    # Asked of the mart once more, and not of the model that is being checked.
    asked = (
        "exists (select 1 from live.marts.consents as consents "
        f"where consents.customer_id = people.{key} and consents.is_granted "
        f"and consents.purpose = {literal(sync.purpose or '')})"
        if has_consents
        else "false"
    )
    columns = [key, *map(quote, mails), f"{asked} as has_consent"]
    return Suite(
        name=f"outbound.{sync.name}",
        table=sync.place,
        sql=f"select {', '.join(columns)} from live.activation.{quote(sync.name)} as people",
        expects=(
            filled(sync.key),
            unique(sync.key),
            one_of("has_consent", [True]),
            *(shaped(column, E_MAIL) for column in mails),
            not_empty(),
        ),
        next_step=f"see models/activation/{sync.name}.sql, then dbt build --select {sync.name}",
    )


def _syncs(connection: duckdb.DuckDBPyConnection, manifest: dict[str, Any]) -> list[Sync]:
    """Every sync the project declares, and every ``sync_*`` table that stands there."""
    declared = {
        node["name"]: node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] == "activation"
    }
    standing = {
        str(row[0])
        for row in connection.execute(
            "select distinct table_name from duckdb_columns() where database_name = 'live' "
            "and schema_name = 'activation' and starts_with(table_name, 'sync_')"
        ).fetchall()
    }
    names = sorted(standing | {name for name in declared if name.startswith("sync_")})
    return [_sync(connection, name, declared.get(name, {})) for name in names]


def _sync(connection: duckdb.DuckDBPyConnection, name: str, node: dict[str, Any]) -> Sync:
    meta = node.get("config", {}).get("meta") or node.get("meta") or {}
    return Sync(
        name=name,
        destination=meta.get("destination"),
        purpose=meta.get("purpose"),
        key=str(meta.get("key", "customer_id")),
        contract=tuple(node.get("columns", {})),
        columns=tuple(_columns(connection, "activation", name)),
    )


def _columns(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> list[str]:
    rows = connection.execute(
        "select column_name from duckdb_columns() where database_name = 'live' "
        "and schema_name = ? and table_name = ? order by column_index",
        [schema, table],
    ).fetchall()
    return [str(row[0]) for row in rows]
