with

visits as (select * from {{ ref('int_sessions') }}),

identities as (select * from {{ ref('customer_identities') }}),

measured as (
    select
        source_name,
        anonymous_id,
        user_id,
        landing_page_url,
        referrer_url,
        utm_source,
        utm_medium,
        utm_campaign,
        click_id,
        device_type,
        app_name,
        event_count,
        view_count,
        key_event_count,
        {{ seconds_between('started_at', 'ended_at') }} as duration_seconds,
        started_at,
        ended_at
    from visits
),

judged as (
    select
        md5(
            measured.source_name || '|' || measured.anonymous_id || '|'
            || cast(measured.started_at as string)
        ) as session_id,
        measured.source_name,
        identities.customer_id,
        measured.landing_page_url,
        measured.referrer_url,
        measured.utm_source,
        measured.utm_medium,
        measured.utm_campaign,
        measured.click_id,
        measured.device_type,
        measured.app_name,
        cast(measured.event_count as bigint) as event_count,
        cast(measured.view_count as bigint) as view_count,
        cast(measured.key_event_count as bigint) as key_event_count,
        measured.duration_seconds,
        measured.duration_seconds > 10
        or measured.view_count >= 2
        or measured.key_event_count > 0 as is_engaged,
        measured.duration_seconds > 3 * 24 * 3600 as is_overlong,
        {{ business_date('measured.started_at') }} as session_date,
        measured.started_at,
        measured.ended_at
    from measured
    left join identities
        on
            measured.source_name = identities.source_name
            and measured.user_id = identities.source_record_id
)

select * from judged
