with

events as (select * from {{ ref('int_events') }}),

key_events as (select * from {{ ref('key_events') }}),

erased as (select * from {{ ref('int_identity_erased') }}),

-- What names no browser comes from a server, where nobody visits. Who was erased is
-- still somebody: what one of several did in a browser is not the other's for that.
visited as (
    select
        events.source_name,
        events.anonymous_id,
        events.message_id,
        case when erased.record_key is null then events.user_id else 'erased' end
            as user_id,
        events.event_type,
        case when erased.record_key is null then events.page_url end as page_url,
        case when erased.record_key is null then events.referrer_url end
            as referrer_url,
        events.utm_source,
        events.utm_medium,
        events.utm_campaign,
        case when erased.record_key is null then events.click_id end as click_id,
        events.device_type,
        events.app_name,
        key_events.event_name is not null as is_key_event,
        events.occurred_at,
        lag(events.occurred_at) over (
            partition by events.source_name, events.anonymous_id
            order by events.occurred_at, events.message_id
        ) as previous_at
    from events
    left join key_events on events.event_name = key_events.event_name
    left join erased
        on
            {{ record_key('events.source_name', 'events.user_id') }}
            = erased.record_key
    where
        events.anonymous_id is not null and events.event_type not in ('group', 'alias')
),

numbered as (
    select
        source_name,
        anonymous_id,
        message_id,
        user_id,
        event_type,
        page_url,
        referrer_url,
        utm_source,
        utm_medium,
        utm_campaign,
        click_id,
        device_type,
        app_name,
        is_key_event,
        occurred_at,
        sum(case
            when
                occurred_at
                < {{ add_minutes('previous_at', var('session_timeout_minutes')) }}
                then 0
            else 1
        end) over (
            partition by source_name, anonymous_id
            order by occurred_at, message_id
            rows between unbounded preceding and current row
        ) as session_number,
        row_number() over (
            partition by source_name, anonymous_id order by occurred_at, message_id
        ) as event_number
    from visited
)

select * from numbered
