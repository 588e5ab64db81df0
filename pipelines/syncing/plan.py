"""The diff: what a destination should hold, less what it is known or feared to hold.

Per person the newest intent that was not refused decides:

    accepted create/update   held, with that payload
    accepted remove          not held
    open (unknown, retried)  nobody knows; said again under the same key while it is still
                             what we want, or overruled by a new generation

A rejected intent changes nothing at the destination and is tried again only with other
fields; but when an attempt before the rejection had no clear answer, it may have arrived:
nobody knows what is held, and the next wish is said in full. A rejected remove is tried
each run: a person must not stay where they may not be.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from pipelines.console import VerbError
from pipelines.syncing.catalog import COLUMN_NAME, SyncSpec
from pipelines.syncing.ledger import SCHEMA, Intent


@dataclass(frozen=True)
class Desired:
    """The sync's table, read as key and payload; the payload is what is hashed and sent."""

    columns: tuple[str, ...]
    sql: str


@dataclass(frozen=True)
class Plan:
    """Counts of one diff. ``leaving`` are removals that no withdrawn consent explains."""

    audience: int
    held: int
    created: int
    updated: int
    removed: int
    leaving: int
    unchanged: int
    again: int
    rejected_before: int
    withheld: int


def desired(connection: duckdb.DuckDBPyConnection, spec: SyncSpec) -> Desired:
    """Reads the table's shape; refuses a table whose key is empty or doubled."""
    shape = connection.execute(
        """select column_name, data_type from information_schema.columns
        where table_schema = 'activation' and table_name = ? order by ordinal_position""",
        [spec.name],
    ).fetchall()
    kinds = dict(shape)
    if not kinds:
        raise VerbError(f"activation.{spec.name} is not built. Run: dbt build -s +{spec.name}")
    bad = [name for name in kinds if not COLUMN_NAME.fullmatch(name)]
    if bad or spec.key not in kinds:
        raise VerbError(f"activation.{spec.name}: no column {spec.key}, or odd names: {bad}")
    broken = connection.execute(
        f"select count(*) - count(distinct {spec.key}) from activation.{spec.name}"
    ).fetchone()
    if broken and broken[0]:
        raise VerbError(
            f"activation.{spec.name}: {broken[0]} rows have no {spec.key} or share one. "
            "Nothing is sent; one row per person is needed."
        )
    columns = tuple(name for name in kinds if name != spec.key)
    # By name, so that a model whose columns change places sends nothing anew.
    pairs = ", ".join(f"'{name}', {_sent_as(name, kinds[name])}" for name in sorted(columns))
    sql = f"""(
        select cast({spec.key} as varchar) as key,
            cast(json_object({pairs}) as varchar) as payload,
            sha256(cast(json_object({pairs}) as varchar)) as payload_hash
        from activation.{spec.name}
    )"""
    return Desired(columns, sql)


def make(
    connection: duckdb.DuckDBPyConnection,
    spec: SyncSpec,
    wanted: Desired,
    retry: bool,
    ledger: str = SCHEMA,
) -> Plan:
    """Lays the diff into the scratch table ``plan`` and counts it."""
    connection.execute(
        f"create or replace temp table plan as {_DIFF.format(desired=wanted.sql, s=ledger)}",
        {
            "sync": spec.name,
            "destination": spec.destination,
            "purpose": spec.purpose,
            "mirror": spec.mode == "mirror",
            "retry": retry,
        },
    )
    row = connection.execute(
        """select
            count(*) filter (where is_wanted),
            count(*) filter (where is_held and not (step = 'again' and action = 'remove')),
            count(*) filter (where step = 'create'), count(*) filter (where step = 'update'),
            count(*) filter (where step = 'remove'),
            count(*) filter (where step = 'remove' and not is_lost),
            count(*) filter (where step = 'unchanged'), count(*) filter (where step = 'again'),
            count(*) filter (where step = 'rejected'), count(*) filter (where is_withheld)
        from plan"""
    ).fetchone()
    assert row is not None
    return Plan(*row)


def commit(
    connection: duckdb.DuckDBPyConnection, spec: SyncSpec, run_id: str, lost_only: bool
) -> list[Intent]:
    """Writes the new intents and returns all that are to be said, the oldest run first.

    ``lost_only``: the breaker is open; only withdrawn consents pass it. Those that were on
    their way are planned anew, so that no earlier run's batch is said in part.
    """
    new = "step in ('create', 'update', 'remove')"
    again = "step = 'again'"
    if lost_only:
        new, again = "is_lost and action = 'remove'", "false"
    connection.execute(
        f"insert into {SCHEMA}.intents {_INTENTS.format(new=new)}",
        {"sync": spec.name, "destination": spec.destination, "run": run_id},
    )
    rows = connection.execute(
        f"""select i.intent_id, i.key, i.action, i.payload_hash, i.idempotency_key,
            i.generation, i.run_id
        from {SCHEMA}.intents as i
        where i.sync_name = $sync and i.destination = $destination and (
            i.run_id = $run or i.intent_id in (
                select intent_id from plan where {again}
            )
        )
        order by i.run_id, (i.action = 'remove') desc, i.key""",
        {"sync": spec.name, "destination": spec.destination, "run": run_id},
    ).fetchall()
    return [Intent(*row) for row in rows]


def _sent_as(name: str, kind: str) -> str:
    """Decimals as text, so that no cent is lost; times in ISO 8601, UTC."""
    if kind.startswith("DECIMAL") or kind == "HUGEINT":
        return f"cast({name} as varchar)"
    if kind.startswith("TIMESTAMP"):
        return f"strftime({name}, '%Y-%m-%dT%H:%M:%SZ')"
    return name


_DIFF = """
with
desired as (select key, payload_hash from {desired}),
consent as (
    select customer_id as key, coalesce(bool_or(is_granted), false) as is_granted,
        -- Somebody said no, or a yes ran out; nobody having been asked is not a no.
        not coalesce(bool_or(is_granted), false)
            and coalesce(bool_or(status <> 'unknown'), false) as is_lost
    from marts.consents where purpose = $purpose group by customer_id
),
newest as (
    select intent_id, arg_max(status, run_id) as status,
        arg_max(is_doubtful, run_id) as is_doubtful
    from {s}.receipts where sync_name = $sync and destination = $destination
    group by intent_id
),
history as (
    select i.*, coalesce(newest.status, 'unknown') as status,
        coalesce(newest.is_doubtful, false) as is_doubtful
    from {s}.intents as i left join newest using (intent_id)
    where i.sync_name = $sync and i.destination = $destination
),
person as (
    select key, max(generation) as generation,
        arg_max(history, generation) filter (
            where status not in ('rejected', 'withheld') or is_doubtful) as said,
        arg_max(history, generation) filter (where status = 'rejected') as refused
    from history group by key
),
facts as (
    select
        coalesce(desired.key, person.key) as key,
        desired.payload_hash,
        desired.key is not null and coalesce(consent.is_granted, false) as is_wanted,
        desired.key is not null and not coalesce(consent.is_granted, false) as is_withheld,
        coalesce(consent.is_lost, false) as is_lost,
        coalesce(person.generation, 0) as generation,
        said.intent_id as said_id, said.action as said_action,
        said.status as said_status, said.payload_hash as said_hash,
        coalesce(refused.generation >= coalesce(said.generation, 0)
            and refused.action <> 'remove'
            and refused.payload_hash = desired.payload_hash, false) as is_refused,
        said.intent_id is not null and (
            said.action <> 'remove' or said.status <> 'accepted') as is_held
    from desired
    full outer join person on desired.key = person.key
    left join consent on consent.key = coalesce(desired.key, person.key)
),
steps as (
    select *,
        case
            when is_wanted and is_refused then if($retry, if(is_held, 'update', 'create'),
                'rejected')
            when is_wanted and said_action <> 'remove' and said_hash = payload_hash
                then if(said_status = 'accepted', 'unchanged', 'again')
            when is_wanted and is_held then 'update'
            when is_wanted then 'create'
            when not is_held then 'none'
            when said_action = 'remove' and said_status <> 'rejected' then 'again'
            when said_action = 'remove' or $mirror or is_lost then 'remove'
            else 'none'
        end as step
    from facts
)
select key, step, is_wanted, is_withheld, is_lost, is_held,
    generation, said_id as intent_id,
    case step when 'again' then said_action else step end as action,
    case when is_wanted then payload_hash end as payload_hash
from steps
"""

_INTENTS = """
select
    md5(concat_ws('|', $sync, $destination, key, generation + 1, $run)),
    $sync, $destination, key, action, payload_hash,
    -- Fresh with every generation and run: a key that was used once must never be used
    -- for anything else, or the destination drops it as a repeat.
    substr(sha256(concat_ws('|', 'key', $sync, $destination, key, generation + 1, $run,
        action, coalesce(payload_hash, ''))), 1, 32),
    generation + 1, $run, cast(now() at time zone 'UTC' as timestamp)
from plan
where {new}
order by key
"""
