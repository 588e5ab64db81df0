"""Zendesk: incremental exports of the Support API, and of the Talk API's calls."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.sandbox.clock import Clock
from pipelines.sandbox.write import Tally, enveloped, monthly, numbered, write_json

CHUNK = 100_000
FIRST_TICKET = 40_001


def write(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes users, organizations, tickets, metrics, ratings and calls below ``root``/zendesk."""
    tally, folder = Tally(), root / "zendesk"
    _prepare(con)
    row = con.execute("select count(*) from help_user").fetchone()
    for first in range(0, int(row[0]) if row else 0, CHUNK):
        write_json(
            con, tally, folder, "users", _users(first, first + CHUNK),
            numbered("users", first // 10_000), enveloped("users"),
        )  # fmt: skip
    for kind, query in (
        ("tickets", _TICKETS), ("ticket_metrics", _METRICS), ("satisfaction_ratings", _RATINGS),
    ):  # fmt: skip
        write_json(con, tally, folder, kind, query, monthly(kind), enveloped(kind))
    for kind, query in (("organizations", _organizations(clock)), ("calls", _CALLS)):
        write_json(con, tally, folder, kind, query, numbered(kind), enveloped(kind))
    return tally


def _prepare(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create table help_user as
        select
            record.*,
            coalesce(first_at, record.met_at) as created_at,
            shop.number as shop_number,
            row_number() over (order by record.number) - 1 as place
        from record
        left join record as shop
            on shop.person = record.person and shop.tool = 0 and shop.role = 0
        left join (
            select record, min(opened_at) as first_at
            from ticket_record join ticket using (ticket) group by record
        ) as first_ticket on first_ticket.record = record.record
        where record.tool = 2
        order by record.number
    """)
    con.execute(f"""
        create table help_ticket as
        select
            ticket.*,
            {FIRST_TICKET} + ticket * 2 as ticket_id,
            strftime(make_timestamp(opened_at * 1000000), '%Y-%m') as month,
            person_record.number as requester_id,
            360900000001 + agent as assignee_id,
            order_no,
            sku
        from ticket
        join ticket_record using (ticket)
        join record as person_record using (record)
        left join (
            select sale.sale, nullif(order_no, -1) as order_no, sku
            from sale
            left join line on line.sale = sale.sale and line_no = 0
            left join product using (product)
        ) as bought on bought.sale = ticket.sale
        order by opened_at, ticket
    """)


def _users(first: int, last: int) -> str:
    return f"""
        select 'all', to_json({{
            'id': number,
            'name': case
                when format < 2 and last_name is not null then
                    concat_ws(', ', last_name, first_name)
                when email is not null and odd < 0.03 then split_part(trim(email), '@', 1)
                else concat_ws(' ', first_name, last_name) end,
            'email': lower(trim(email)),
            'phone': case when shown_phone < 0.6 or email is null then phone end,
            'role': 'end-user',
            'external_id': case when linked < 0.25 then 'shopify:' || shop_number end,
            'created_at': iso_utc(created_at),
            'updated_at': iso_utc(created_at
                + cast(touched * (history_end() - created_at) as bigint)),
            'suspended': false,
            'locale': 'de',
            'tags': case when is_test then ['test'] when has_account then ['b2b']
                else cast([] as varchar[]) end,
            'user_fields': {{'kundenkarte': case when card_luck < 0.08 then card end}},
            'organization_id': cast(null as bigint)
        }}) || ',\n'
        from help_user
        where place >= {first} and place < {last}
        order by place
    """


_TICKETS = """
    select month, to_json({
        'id': ticket_id,
        'subject': subject,
        'status': case when is_solved then 'closed' else 'open' end,
        'via': {'channel': via},
        'requester_id': requester_id,
        'assignee_id': assignee_id,
        'created_at': iso_utc(opened_at),
        'updated_at': iso_utc(case when is_solved then solved_at else replied_at end),
        'tags': list_filter(['grund:' || reason,
            case when handle > 20 then 'eskaliert' end], tag -> tag is not null),
        'custom_fields': list_filter([
            case when names_order and order_no is not null
                then {'id': 'order_name', 'value': '#' || (1001 + order_no)} end,
            {'id': 'handle_minutes', 'value': cast(cast(handle as decimal(9, 1)) as varchar)},
            case when reason in ('produktfrage', 'defekt') and sku is not null
                then {'id': 'sku', 'value': sku} end
        ], entry -> entry is not null),
        'type': case when reason in ('lieferung_spaet', 'defekt')
            then 'problem' else 'question' end,
        'priority': case when reason = 'lieferung_spaet' then 'high' else 'normal' end
    }) || ',\n'
    from help_ticket
    order by opened_at, ticket
"""

_METRICS = """
    select month, to_json({
        'id': ticket_id + 900000000,
        'ticket_id': ticket_id,
        'reopens': reopens,
        'replies': replies,
        'created_at': iso_utc(opened_at),
        'updated_at': iso_utc(case when is_solved then solved_at else replied_at end),
        'solved_at': case when is_solved then iso_utc(solved_at) end,
        'reply_time_in_minutes': {
            'calendar': (replied_at - opened_at) // 60,
            'business': (replied_at - opened_at) // 180
        },
        'full_resolution_time_in_minutes': {
            'calendar': case when is_solved then (solved_at - opened_at) // 60 end,
            'business': case when is_solved then (solved_at - opened_at) // 180 end
        }
    }) || ',\n'
    from help_ticket
    order by opened_at, ticket
"""

_RATINGS = """
    select month, to_json({
        'id': ticket_id + 700000000,
        'ticket_id': ticket_id,
        'requester_id': requester_id,
        'assignee_id': assignee_id,
        'score': case when rated > 0.4 then 'offered' when is_good then 'good' else 'bad' end,
        'comment': case when rated < 0.4 then comment end,
        'created_at': iso_utc(solved_at),
        'updated_at': iso_utc(solved_at)
    }) || ',\n'
    from help_ticket
    where is_solved and rated < 0.6
    order by opened_at, ticket
"""

# Three in four who ring become a ticket; the others hang up, or their question was a short one.
_CALLS = """
    select 'all', to_json({
        'id': 360000500001 + row_number() over (order by rang_at, caller),
        'ticket_id': ticket_id,
        'customer_id': caller,
        'agent_id': case when is_answered then 360900000001 + caller % 6 end,
        'direction': 'inbound',
        'completion_status': case when is_answered then 'completed' else 'abandoned_in_queue' end,
        'created_at': iso_utc(rang_at),
        'updated_at': iso_utc(rang_at + 30 + seconds),
        'duration': 30 + seconds,
        'talk_time': case when is_answered then seconds else 0 end,
        'hold_time': 0,
        'wrap_up_time': case when is_answered then 20 else 0 end,
        'wait_time': 30,
        'time_to_answer': case when is_answered then 30 end,
        'call_charge': '0.012',
        'phone_number': '+493023125000',
        'voicemail': false
    }) || ',\n'
    from (
        select ticket_id, requester_id as caller, opened_at as rang_at,
            cast(handle * 60 as bigint) as seconds, true as is_answered
        from help_ticket where via = 'phone'
        union all
        select null, number,
            created_at + cast(shown * (history_end() - 3600 - created_at) as bigint),
            cast(40 + 200 * shape as bigint), shown_birth < 0.6
        from help_user where shown_phone < 0.1 and created_at < history_end() - 86400
    )
    order by rang_at, caller
"""


def _organizations(clock: Clock) -> str:
    made = f"cast({clock.begin} + founded * 86400 * 300 as bigint)"
    return f"""
        select 'all', to_json({{
            'id': 360000700001 + company,
            'name': company_name,
            'domain_names': [domain],
            'external_id': cast(null as varchar),
            'tags': ['b2b'],
            'organization_fields': {{'vat_id': case when founded < 0.4 then vat_id end}},
            'created_at': iso_utc({made}),
            'updated_at': iso_utc({made} + 86400),
            'deleted_at': case when founded > 0.97 then iso_utc({made} + 86400) end
        }}) || ',\n'
        from company
        where company % 2 = 0
        order by company
    """
