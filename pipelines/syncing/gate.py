"""The last look before a send: is the consent still there, is it still what we want?

Plan and send may be minutes apart, and a person may take their consent back in between.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import duckdb

from pipelines.destinations.base import Record
from pipelines.syncing.catalog import SyncSpec
from pipelines.syncing.ledger import SCHEMA, Intent, Outcome, Status, write_receipts
from pipelines.syncing.plan import Desired

NO_CONSENT = "consent is gone since it was planned"
OUTDATED = "changed since it was planned; the next run sends what holds then"


@dataclass(frozen=True)
class Passed:
    """What may be sent now, the removals that take the place of a send, and the rest."""

    intents: tuple[Intent, ...]
    records: tuple[Record, ...]
    removals: tuple[Intent, ...]
    outcomes: tuple[Outcome, ...]


def gate(
    connection: duckdb.DuckDBPyConnection,
    spec: SyncSpec,
    wanted: Desired,
    run_id: str,
    intents: Sequence[Intent],
    attempted: AbstractSet[str],
) -> Passed:
    """Reads consents and table anew for these people and notes what is not to be sent.

    A person whose consent is gone and whom the destination may hold gets a removal under a
    new key: under the old one the destination would drop it as a repeat.
    """
    standing = _standing(connection, spec, wanted, [intent.key for intent in intents])
    passed: list[tuple[Intent, Record]] = []
    lost: list[Intent] = []
    outcomes: list[Outcome] = []
    for intent in intents:
        is_granted, payload, payload_hash = standing[intent.key]
        if intent.action == "remove":
            passed.append((intent, _record(intent, "{}")))
        elif is_granted and payload is not None and payload_hash == intent.payload_hash:
            passed.append((intent, _record(intent, payload)))
        else:
            # Said before, by a run that was killed or by this one: it may have arrived.
            may_have_arrived = intent.run_id != run_id or intent.intent_id in attempted
            why = OUTDATED if is_granted else NO_CONSENT
            status: Status = "unknown" if may_have_arrived else "withheld"
            outcomes.append(Outcome(intent, status, why))
            if not is_granted and (may_have_arrived or intent.action == "update"):
                lost.append(intent)
    removals = _plan_removals(connection, spec, run_id, lost)
    write_receipts(connection, spec, run_id, outcomes)
    return Passed(
        tuple(intent for intent, _ in passed),
        tuple(record for _, record in passed),
        tuple(removals),
        tuple(outcomes),
    )


def _record(intent: Intent, payload: str) -> Record:
    return Record(
        intent.key,
        intent.action,
        intent.idempotency_key,
        intent.generation,
        json.loads(payload),
    )


def _standing(
    connection: duckdb.DuckDBPyConnection, spec: SyncSpec, wanted: Desired, keys: list[str]
) -> dict[str, tuple[bool, str | None, str | None]]:
    """Key -> is the consent granted, payload, payload hash, as the warehouse has it now."""
    rows = connection.execute(
        f"""with asked as (select unnest($keys) as key),
        consenting as (
            select distinct customer_id as key from marts.consents
            where purpose = $purpose and is_granted
        )
        select asked.key, consenting.key is not null, desired.payload, desired.payload_hash
        from asked
        left join consenting on consenting.key = asked.key
        left join {wanted.sql} as desired on desired.key = asked.key""",
        {"keys": keys, "purpose": spec.purpose},
    ).fetchall()
    return {key: (granted, payload, digest) for key, granted, payload, digest in rows}


def _plan_removals(
    connection: duckdb.DuckDBPyConnection, spec: SyncSpec, run_id: str, lost: Sequence[Intent]
) -> list[Intent]:
    if not lost:
        return []
    rows = connection.execute(
        f"""insert into {SCHEMA}.intents
        select md5(concat_ws('|', $sync, $destination, key, generation, $run)),
            $sync, $destination, key, 'remove', null,
            substr(sha256(concat_ws(
                '|', 'key', $sync, $destination, key, generation, $run, 'remove')), 1, 32),
            generation, $run, cast(now() at time zone 'UTC' as timestamp)
        from (
            select key, max(generation) + 1 as generation from {SCHEMA}.intents
            where sync_name = $sync and destination = $destination
                and list_contains($keys, key)
            group by key
        ) as people
        returning intent_id, key, action, payload_hash, idempotency_key, generation, run_id""",
        {
            "sync": spec.name,
            "destination": spec.destination,
            "run": run_id,
            "keys": [intent.key for intent in lost],
        },
    ).fetchall()
    return [Intent(*row) for row in rows]
