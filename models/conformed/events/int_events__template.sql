with

events as (select * from {{ ref('stg_template__events') }}),

in_our_words as (
    select
        source_name,
        message_id,
        anonymous_id,
        user_id,
        previous_id,
        group_id,
        click_id,
        event_type,
        event_name,
        page_url,
        referrer_url,
        utm_source,
        utm_medium,
        utm_campaign,
        device_type,
        app_name,
        ip_country_code,
        properties,
        traits,
        coalesce(
            occurred_at < cast('2000-01-01' as timestamp)
            or occurred_at > {{ add_minutes('received_at', 5) }},
            false
        ) as has_wrong_clock,
        case
            when
                occurred_at < cast('2000-01-01' as timestamp)
                or occurred_at > {{ add_minutes('received_at', 5) }}
                then coalesce(received_at, occurred_at)
            else occurred_at
        end as occurred_at,
        received_at
    from events
)

select * from in_our_words
