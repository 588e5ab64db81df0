"""The loyalty programme's flat files: members, points, tiers, vouchers and their use."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.sandbox.clock import Clock
from pipelines.sandbox.records import tool_number
from pipelines.sandbox.write import Tally, dated, headed, write_lines

#: file stem -> its columns, in the order of the queries below
COLUMNS = {
    "members": "card_number;email;phone;salutation;first_name;last_name;birth_date;street;"
    "house_number;postal_code;city;country_code;tier;joined_on;left_on;updated_at",
    "points": "entry_id;card_number;booked_at;points;entry_type;order_source;order_number",
    "tiers": "tier;tier_name;points_from",
    "vouchers": "voucher_code;card_number;issued_at;valid_from;valid_to;value_amount;"
    "minimum_order_amount;currency;campaign_id",
    "redemptions": "redemption_id;voucher_code;card_number;redeemed_at;redeemed_amount;"
    "currency;order_source;order_number",
}
#: Points in sum from which a member holds the tier.
TIERS = [("basis", "Basis", 0), ("silber", "Silber", 300), ("gold", "Gold", 1000)]
#: Each time a member has earned so many points, they become a voucher of so many cents.
REWARD_POINTS, REWARD_CENTS = 200, 500
YEAR = 365 * 86_400


def write(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes members, points, tiers, vouchers and redemptions below ``root``/loyalty."""
    tally = Tally()
    _prepare(con)
    queries = {
        "members": _MEMBERS, "points": _POINTS, "tiers": _tiers(), "vouchers": _VOUCHERS,
        "redemptions": _REDEMPTIONS,
    }  # fmt: skip
    for kind, query in queries.items():
        write_lines(con, tally, root / "loyalty", kind, query, dated(kind), headed(COLUMNS[kind]))
    return tally


def _prepare(con: duckdb.DuckDBPyConnection) -> None:
    """``card_visit``, ``point_entry``, ``member_voucher``: what cards earned, what came of it."""
    con.execute(f"""
        create table card_visit as
        select
            receipt.*,
            holder.card,
            till || '-' || z_nr || '-' || lpad(cast(bon_nr as varchar), 7, '0') as receipt_id,
            case when total < 0 then -(-total // 100) else total // 100 end as points,
            taken_back.reverses is not null or receipt.reverses >= 0 as is_void
        from receipt
        join person as holder on holder.person = receipt.card_person
        left join (select distinct reverses from receipt) as taken_back
            on taken_back.reverses = receipt.sale;
        create table point_entry as
        with earned as (
            select
                *,
                sum(greatest(points, 0)) over (
                    partition by card order by "at", sale rows unbounded preceding
                ) // {REWARD_POINTS} as rewards,
                sum(greatest(points, 0)) over (partition by card) as all_points,
                max("at") over (partition by card) as last_at
            from card_visit where not is_void
        ),
        rewarded as (
            select *, rewards - lag(rewards, 1, 0) over (
                partition by card order by "at", sale
            ) as new_rewards
            from earned
        )
        select card, "at" as booked_at, greatest(points, 0) as points, 'earn' as entry_type,
            receipt_id, sale, 0 as place
        from earned where points > 0
        union all
        select card, "at", points, case when reverses >= 0 then 'adjust' else 'earn' end,
            receipt_id, sale, 0
        from card_visit where is_void and points <> 0
        union all
        select card, "at" + 60, -{REWARD_POINTS} * new_rewards, 'burn', null, sale, 1
        from rewarded where new_rewards > 0
        union all
        select card, last_at + {YEAR}, -(all_points % {REWARD_POINTS}), 'expire', null,
            max(sale), 2
        from earned
        where last_at + {YEAR} <= history_end() and all_points % {REWARD_POINTS} > 0
        group by card, last_at, all_points;
        create table member_voucher as
        select
            'TP' || (8000000 + sale) as code, card, booked_at as issued_at,
            -points // {REWARD_POINTS} * {REWARD_CENTS} as cents, 'praemie' as campaign_id,
            null as redeemed_at, null as receipt_id, sale
        from point_entry where entry_type = 'burn'
        union all
        -- What the till took as a voucher from a member was once sent to the member.
        select
            'GS' || (6000000 + sale), card,
            greatest("at" - 86400 * (5 + sale % 20), first_at - 3600), redeemed,
            'geburtstag', "at", receipt_id, sale
        from (select *, min("at") over (partition by card) as first_at from card_visit)
        where redeemed > 0 and not is_void;
    """)


_MEMBERS = f"""
    with first_visits as (select card, min("at") as first_at from card_visit group by card),
    sums as (
        select card, sum(points) as points from point_entry
        where entry_type in ('earn', 'adjust') group by card
    ),
    members as (
        select
            record.*, person.card as own_card, coalesce(points, 0) as points,
            least(met_at, coalesce(first_at, met_at)) as joined_at
        from record
        join person using (person)
        left join first_visits on first_visits.card = person.card
        left join sums on sums.card = person.card
        where record.tool = {tool_number("loyalty")}
    )
    select 'all', concat_ws(';',
        own_card,
        coalesce(quoted(email), ''),
        coalesce(quoted(phone), ''),
        case when shown < 0.7 then salutation else '' end,
        coalesce(quoted(first_name), ''),
        coalesce(quoted(last_name), ''),
        case when shown_birth < 0.8 then coalesce(cast(birth_date as varchar), '') else '' end,
        case when shown < 0.9 then coalesce(quoted(street), '') else '' end,
        case when shown < 0.9 then coalesce(house_number, '') else '' end,
        case when shown < 0.9 then coalesce(postal_code, '') else '' end,
        case when shown < 0.9 then coalesce(quoted(town), '') else '' end,
        'DE',
        case {" ".join(f"when points >= {least} then '{tier}'" for tier, _, least in TIERS[::-1])}
            else 'basis' end,
        cast(local_day(joined_at) as varchar),
        '',
        iso_local(joined_at + cast(touched * (history_end() - joined_at) as bigint))
    ) || '\r\n'
    from members
    order by number
"""

_POINTS = """
    select strftime(local_day(booked_at), '%Y') as year, concat_ws(';',
        'P' || (sale * 4 + place), card, iso_local(booked_at), cast(points as bigint), entry_type,
        case when receipt_id is not null then 'dsfinvk' else '' end, coalesce(receipt_id, '')
    ) || '\r\n'
    from point_entry
    order by year, booked_at, sale, place
"""

_VOUCHERS = """
    select strftime(local_day(issued_at), '%Y') as year, concat_ws(';',
        code, card, iso_local(issued_at), cast(local_day(issued_at) as varchar),
        cast(local_day(issued_at + 90 * 86400) as varchar), eur(cents), '30.00', 'EUR', campaign_id
    ) || '\r\n'
    from member_voucher
    order by year, issued_at, code
"""

_REDEMPTIONS = """
    select strftime(local_day(redeemed_at), '%Y') as year, concat_ws(';',
        'R' || sale, code, card, iso_local(redeemed_at), eur(cents), 'EUR', 'dsfinvk', receipt_id
    ) || '\r\n'
    from member_voucher
    where redeemed_at is not null
    order by year, redeemed_at, code
"""


def _tiers() -> str:
    rows = ", ".join(f"({least}, '{tier};{name};{least}')" for tier, name, least in TIERS)
    return f"""
        select 'all', line || '\r\n' from (values {rows}) as listed(least, line) order by least
    """
