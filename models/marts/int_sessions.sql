with

session_events as (select * from {{ ref('int_session_events') }}),

-- A browser on which several people signed in belongs to none of them.
own_browsers as (
    select
        source_name,
        anonymous_id,
        min(user_id) as user_id
    from session_events
    where user_id is not null
    group by source_name, anonymous_id
    having count(distinct user_id) = 1
),

summed as (
    select
        source_name,
        anonymous_id,
        session_number,
        case when count(distinct user_id) = 1 then min(user_id) end as named_user_id,
        count(distinct user_id) as user_count,
        {{ newest_value('page_url', '-event_number') }} as landing_page_url,
        {{ newest_value('referrer_url', '-event_number') }} as referrer_url,
        {{ newest_value('utm_source', '-event_number') }} as utm_source,
        {{ newest_value('utm_medium', '-event_number') }} as utm_medium,
        {{ newest_value('utm_campaign', '-event_number') }} as utm_campaign,
        {{ newest_value('click_id', '-event_number') }} as click_id,
        {{ newest_value('device_type', '-event_number') }} as device_type,
        {{ newest_value('app_name', '-event_number') }} as app_name,
        count(*) as event_count,
        sum(case when event_type in ('page', 'screen') then 1 else 0 end) as view_count,
        sum(case when is_key_event then 1 else 0 end) as key_event_count,
        min(occurred_at) as started_at,
        max(occurred_at) as ended_at
    from session_events
    group by source_name, anonymous_id, session_number
),

named as (
    select
        summed.source_name,
        summed.anonymous_id,
        summed.landing_page_url,
        summed.referrer_url,
        summed.utm_source,
        summed.utm_medium,
        summed.utm_campaign,
        summed.click_id,
        summed.device_type,
        summed.app_name,
        summed.event_count,
        summed.view_count,
        summed.key_event_count,
        summed.started_at,
        summed.ended_at,
        case
            when summed.user_count = 0 then own_browsers.user_id
            else summed.named_user_id
        end as user_id
    from summed
    left join own_browsers
        on
            summed.source_name = own_browsers.source_name
            and summed.anonymous_id = own_browsers.anonymous_id
)

select * from named
