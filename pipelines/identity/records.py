"""Finding what a person on the command line means: a record, or a customer's records."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.console import VerbError, wrapped
from pipelines.identity.journal import Record
from pipelines.live import open_live
from pipelines.settings import Settings


@dataclass(frozen=True)
class Held:
    """A record as the last build knew it."""

    record: Record
    customer_id: str


def record_key(record: Record) -> int:
    """The record's key in the warehouse, as the macro record_key makes it."""
    return (
        int(hashlib.md5(str(record).encode(), usedforsecurity=False).hexdigest()[:16], 16) - 2**63
    )


class Registry:
    """The records of the live file as they stood after the last build, read-only."""

    def __init__(self, settings: Settings, next_step: str) -> None:
        self.warehouse = settings.warehouse
        self.connection = open_live(settings.warehouse, next_step)

    def __enter__(self) -> Registry:
        return self

    def __exit__(self, *exception: object) -> None:
        self.connection.close()

    def rows(self, sql: str, values: list[object] | None = None) -> list[tuple[Any, ...]]:
        """Raises VerbError when the identity room has not been built."""
        try:
            found: list[tuple[Any, ...]] = self.connection.execute(sql, values or []).fetchall()
        except (duckdb.CatalogException, duckdb.BinderException):
            raise VerbError(
                f"{self.warehouse} holds no identity room of this version.\nNext: dbt build"
            ) from None
        return found

    def one(self, name: str) -> Held:
        """The record called ``tool:id``. Raises VerbError when there is none."""
        tool, _, number = name.strip().partition(":")
        found = self.rows(
            "select customer_id from live.identity.int_customer_ids"
            " where source_name = ? and source_record_id = ?",
            [tool, number],
        )
        if found:
            return Held(Record(tool, number), str(found[0][0]))
        erased = self.rows(
            "select erased_at from live.policy.identity_erasures where record_key = ? limit 1",
            [record_key(Record(tool, number))],
        )
        if erased:
            raise VerbError(
                f"{name} was erased ({erased[0][0]:%Y-%m-%d}); it is nobody's record.\n"
                "Next: git log seeds/identity/identity_erasures.csv tells who decided that"
            )
        tools = self.rows(
            "select distinct source_name from live.identity.int_customer_ids order by 1"
        )
        if (tool,) in tools:
            raise VerbError(
                f"{tool} has no record {number!r} in {self.warehouse}.\n"
                "Next: look the id up in the tool; if it is new, cdp land and dbt build first"
            )
        known = ", ".join(str(tool) for (tool,) in tools) or "none"
        raise VerbError(
            f"There is no tool {tool!r} in {self.warehouse}.\n"
            + "\n".join(wrapped(f"There are: {known}."))
            + "\nNext: name a record as tool:record_id"
        )

    def customer(self, customer_id: str) -> list[Held]:
        """A customer's records, oldest first; an id of old finds who it stands for now."""
        standing = self.rows(
            "select standing_customer_id from live.identity.int_customer_alias_ids"
            " where customer_id = ?",
            [customer_id],
        )
        stands = str(standing[0][0]) if standing else customer_id
        found = self.rows(
            "select ids.source_name, ids.source_record_id"
            " from live.identity.int_customer_ids as ids"
            " left join live.identity.int_identity_records as records"
            " on ids.source_name = records.source_name"
            " and ids.source_record_id = records.source_record_id"
            " where ids.customer_id = ?"
            " order by records.created_at nulls last, ids.source_name, ids.source_record_id",
            [stands],
        )
        if not found:
            raise VerbError(
                f"There is no customer {customer_id!r} in {self.warehouse}.\n"
                "Next: name a record as tool:record_id, or a customer_id of mart customers"
            )
        return [Held(Record(str(tool), str(number)), stands) for tool, number in found]

    def means(self, name: str) -> list[Held]:
        """The records that ``tool:record_id`` or a customer_id names, oldest first."""
        name = name.strip()
        return [self.one(name)] if ":" in name else self.customer(name)

    def named(self, name: str) -> Held:
        """Who speaks for what ``means`` names: its oldest record with first and last name.

        A record without a name (a mailbox, a device) says less of the person than of how
        it hangs on them. Of a customer who has no name the oldest record speaks.
        """
        held = self.means(name)
        named = self.rows(
            "select ids.source_name, ids.source_record_id"
            " from live.identity.int_customer_ids as ids"
            " inner join live.identity.int_identity_traits as traits"
            " on ids.record_key = traits.record_key"
            " where ids.customer_id = ? and traits.is_named",
            [held[0].customer_id],
        )
        known = {Record(str(tool), str(number)) for tool, number in named}
        return next((one for one in held if one.record in known), held[0])
