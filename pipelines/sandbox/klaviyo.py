"""Klaviyo: JSON:API pages of profiles with their subscriptions, campaigns and their events."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb

from pipelines.sandbox.clock import Clock
from pipelines.sandbox.records import KLAVIYO_ID, tool_number
from pipelines.sandbox.write import Tally, numbered, write_json

API = "https://a.klaviyo.com/api"
#: The one list there is.
LIST = "Y6nRLr"
#: One letter to all subscribers a quarter.
CAMPAIGNS = (
    "Neue Jacken", "Winter-Sale", "Frühling", "Pfingsten", "Wandersommer", "Black Week",
    "Lawinenkunde", "Klettersaison",
)  # fmt: skip
#: Kind of event, and which share of the recipients it happens to.
METRICS = {
    "Received Email": 0.985, "Opened Email": 0.42, "Clicked Email": 0.09, "Bounced Email": 0.015,
    "Marked Email as Spam": 0.002, "Unsubscribed from Email Marketing": 0.0,
}  # fmt: skip


def write(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes profiles, lists and members, campaigns, metrics and events to ``root``/klaviyo."""
    tally, folder = Tally(), root / "klaviyo"
    _prepare(con, clock)
    for kind, query in (
        ("profiles", _PROFILES), ("lists", _lists(clock)), ("campaigns", _CAMPAIGNS),
        ("metrics", _metrics(clock)), ("events", _EVENTS),
    ):  # fmt: skip
        write_json(con, tally, folder, kind, query, numbered(kind), _page(kind))
    kind, members = "list_members", _page(f"lists/{LIST}/profiles")
    write_json(con, tally, folder, kind, _LIST_MEMBERS, numbered(kind), members)
    return tally


def _page(kind: str) -> Callable[[int], tuple[str, str]]:
    return lambda count: (
        '{"data":[\n',
        f'\n],"links":{{"self":"{API}/{kind}"}}}}\n',
    )


def _prepare(con: duckdb.DuckDBPyConnection, clock: Clock) -> None:
    """``mail_profile``, ``mail_campaign``, ``mail_event``: what is told about each."""
    con.execute("create macro iso_offset(t) as replace(iso_utc(t), 'Z', '+00:00')")
    con.execute(f"""
        create table mail_profile as
        select
            heard.*,
            shop_number,
            shop_consent(consent, consent_other) as wish,
            shop_heard_at(consented_at, consent_other, odd) as heard_at,
            coalesce(phone_digits not like '0%' and (consent + 0.43) % 1.0 < 0.2, false)
                as takes_texts
        from (
            select *, {KLAVIYO_ID} as profile_id from record
            where tool = {tool_number("klaviyo")}
        ) as heard
        left join (
            select person, number as shop_number from record where tool = 0 and role = 0
        ) as shop on shop.person = heard.person
        order by heard.number
    """)
    con.execute(f"""
        create table mail_campaign as
        select
            place,
            upper(substr(md5('klaviyo-campaign-' || place), 1, 26)) as campaign_id,
            upper(substr(md5('klaviyo-message-' || place), 1, 26)) as message_id,
            {list(CAMPAIGNS)}[place + 1] as campaign_name,
            cast({clock.begin} + (place + 0.6) * 91 * 86400 as bigint) as sent_at
        from (select unnest(range({len(CAMPAIGNS)})) as place)
    """)
    kinds = [list(METRICS)[1:3], list(METRICS.values())[1:3]]
    con.execute(f"""
        create table mail_event as
        with sent as (
            select *, (shown_phone * (place * 37 + 11)) % 1.0 as luck
            from mail_profile cross join mail_campaign
            where wish = 'granted' and heard_at < sent_at
        ),
        happened as (
            select *, case when luck < {METRICS["Bounced Email"]} then 'Bounced Email'
                else 'Received Email' end as metric, sent_at + 60 as "at"
            from sent
            union all
            select sent.*, metric, sent_at + cast(3600 * (1 + 30 * shape) as bigint) as "at"
            from sent cross join (select unnest({kinds[0]}) as metric, unnest({kinds[1]}) as share)
            where luck > 1 - share
            union all
            select sent.*, 'Marked Email as Spam' as metric, sent_at + 7200 as "at"
            from sent where luck between 0.5 and 0.5 + {METRICS["Marked Email as Spam"]}
        )
        select profile_id, metric, message_id, campaign_name, "at" from happened
        where "at" <= history_end()
        union all
        select profile_id, 'Unsubscribed from Email Marketing', null, null, heard_at
        from mail_profile where wish = 'withdrawn'
        order by "at", profile_id, metric
    """)


def _relation(kind: str, value: str) -> str:
    return f"""'{kind}': {{'data': {{'type': '{kind}', 'id': {value}}}}}"""


def _metric_id(name: str) -> str:
    return f"upper(substr(md5('klaviyo-metric-' || {name}), 1, 6))"


_SUPPRESSION = """list_filter([
    case when wish = 'withdrawn'
        then {'reason': 'UNSUBSCRIBE', 'timestamp': iso_offset(heard_at)} end,
    case when odd < 0.01 then {'reason': 'HARD_BOUNCE', 'timestamp': iso_offset(met_at)} end,
    case when odd > 0.996
        then {'reason': 'SPAM_COMPLAINT', 'timestamp': iso_offset(greatest(met_at, heard_at))} end
], entry -> entry is not null)"""

_PROFILES = f"""
    select 'all', to_json({{
        'type': 'profile',
        'id': profile_id,
        'attributes': {{
            'email': lower(trim(email)),
            'phone_number': case when phone_digits not like '0%' then '+49' || phone_digits end,
            'external_id': case when linked < 0.3 then 'shopify:' || shop_number end,
            'first_name': first_name,
            'last_name': last_name,
            'organization': cast(null as varchar),
            'locale': 'de-DE',
            'title': cast(null as varchar),
            'image': cast(null as varchar),
            'created': iso_offset(met_at),
            'updated': iso_offset(greatest(heard_at,
                met_at + cast(touched * (history_end() - met_at) as bigint))),
            'last_event_date': cast(null as varchar),
            'location': {{
                'address1': case when shown < 0.4 then street || ' ' || house_number end,
                'city': case when shown < 0.6 then town end,
                'country': 'Germany',
                'zip': case when shown < 0.6 then postal_code end,
                'timezone': 'Europe/Berlin'
            }},
            'properties': {{
                'loyalty_card_number': case when card_luck < 0.3 then card end
            }},
            'subscriptions': {{
                'email': {{'marketing': {{
                    'can_receive_email_marketing': len({_SUPPRESSION}) = 0,
                    'consent': case wish when 'granted' then 'SUBSCRIBED'
                        when 'withdrawn' then 'UNSUBSCRIBED' else 'NEVER_SUBSCRIBED' end,
                    'consent_timestamp': case when wish in ('granted', 'withdrawn')
                        then iso_offset(heard_at) end,
                    'last_updated': case when wish in ('granted', 'withdrawn')
                        then iso_offset(heard_at) end,
                    'method': case when wish in ('granted', 'withdrawn')
                        then 'PREFERENCE_PAGE' end,
                    'method_detail': case when wish = 'granted'
                        then 'https://shop.example.com/newsletter' else '' end,
                    'custom_method_detail': cast(null as varchar),
                    'double_optin': wish = 'granted' and shape < 0.7,
                    'suppression': {_SUPPRESSION},
                    'list_suppressions': cast([] as varchar[])
                }}}},
                'sms': {{'marketing': {{
                    'can_receive_sms_marketing': takes_texts,
                    'consent': case when takes_texts
                        then 'SUBSCRIBED' else 'NEVER_SUBSCRIBED' end,
                    'consent_timestamp': case when takes_texts then iso_offset(heard_at) end,
                    'method': cast(null as varchar),
                    'method_detail': '',
                    'last_updated': cast(null as varchar)
                }}}}
            }}
        }},
        'links': {{'self': '{API}/profiles/' || profile_id}}
    }}) || ',\n'
    from mail_profile
    order by number
"""

_LIST_MEMBERS = f"""
    select 'all', to_json({{
        'type': 'profile',
        'id': profile_id,
        'attributes': {{
            'email': lower(trim(email)),
            'joined_group_at': iso_offset(heard_at)
        }},
        'links': {{'self': '{API}/profiles/' || profile_id}}
    }}) || ',\n'
    from mail_profile
    where wish = 'granted'
    order by number
"""

_CAMPAIGNS = f"""
    select 'all', to_json({{
        'type': 'campaign',
        'id': campaign_id,
        'attributes': {{
            'name': campaign_name,
            'status': 'Sent',
            'archived': false,
            'audiences': {{'included': ['Y6nRLr'], 'excluded': cast([] as varchar[])}},
            'send_options': {{'use_smart_sending': true}},
            'tracking_options': {{'is_tracking_clicks': true, 'is_tracking_opens': true}},
            'send_strategy': {{'method': 'immediate'}},
            'created_at': iso_offset(sent_at - 86400),
            'scheduled_at': iso_offset(sent_at - 3600),
            'updated_at': iso_offset(sent_at),
            'send_time': iso_offset(sent_at)
        }},
        'relationships': {{'campaign-messages':
            {{'data': [{{'type': 'campaign-message', 'id': message_id}}]}}}},
        'links': {{'self': '{API}/campaigns/' || campaign_id}}
    }}) || ',\n'
    from mail_campaign
    order by place
"""

_EVENTS = f"""
    select 'all', to_json({{
        'type': 'event',
        'id': event_id,
        'attributes': {{
            'timestamp': "at",
            'event_properties': {{
                'Campaign Name': campaign_name,
                '$message': message_id,
                '$event_id': cast("at" as varchar)
            }},
            'datetime': iso_offset("at"),
            'uuid': event_id
        }},
        'relationships': {{
            {_relation("profile", "profile_id")},
            {_relation("metric", _metric_id("metric"))}
        }},
        'links': {{'self': '{API}/events/' || event_id}}
    }}) || ',\n'
    from (
        select *, substr(md5(profile_id || metric || "at"), 1, 20) as event_id from mail_event
    )
    order by "at", profile_id, metric
"""


def _metrics(clock: Clock) -> str:
    return f"""
        select 'all', to_json({{
            'type': 'metric',
            'id': {_metric_id("name")},
            'attributes': {{
                'name': name,
                'created': iso_offset(cast({clock.begin} as bigint)),
                'updated': iso_offset(cast({clock.begin} as bigint)),
                'integration': {{'name': 'Klaviyo', 'category': 'Internal'}}
            }},
            'links': {{'self': '{API}/metrics/' || {_metric_id("name")}}}
        }}) || ',\n'
        from (select unnest({list(METRICS)}) as name)
    """


def _lists(clock: Clock) -> str:
    return f"""
        select 'all', to_json({{
            'type': 'list',
            'id': '{LIST}',
            'attributes': {{
                'name': 'Newsletter',
                'created': iso_offset(cast({clock.begin} as bigint)),
                'updated': iso_offset(cast({clock.begin} as bigint)),
                'opt_in_process': 'double_opt_in'
            }},
            'links': {{'self': '{API}/lists/{LIST}'}}
        }}) || ',\n'
    """
