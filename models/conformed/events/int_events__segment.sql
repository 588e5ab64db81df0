with

messages as (select * from {{ ref('stg_segment__events') }}),

-- Segment's rule: a device's two clocks are wrong alike, so their difference is right.
corrected as (
    select
        message_id,
        sent_at,
        received_at,
        stated_at,
        coalesce(
            received_at - (sent_at - original_stated_at), stated_at
        ) as corrected_at
    from messages
),

-- Nothing is received before it happens, and no clock that was ever set says 1970.
timed as (
    select
        message_id,
        case
            when
                corrected_at >= cast('2000-01-01' as timestamp)
                and corrected_at
                <= coalesce({{ add_minutes('received_at', 5) }}, corrected_at)
                then corrected_at
            else coalesce(received_at, stated_at)
        end as occurred_at,
        coalesce(
            stated_at < cast('2000-01-01' as timestamp)
            or stated_at > {{ add_minutes('received_at', 5) }}
            or sent_at > {{ add_minutes('received_at', 60) }}
            or sent_at < {{ add_minutes('received_at', -60) }},
            false
        ) as has_wrong_clock
    from corrected
),

in_our_words as (
    select
        'segment' as source_name,
        messages.message_id,
        messages.anonymous_id,
        messages.user_id,
        messages.previous_id,
        messages.group_id,
        {{ regexp_group(
            'messages.page_url',
            '[?&](?:gclid|gbraid|wbraid|fbclid|msclkid|ttclid)=([^&#]+)', 1
        ) }} as click_id,
        messages.type as event_type,
        coalesce(messages.event, messages.name) as event_name,
        messages.page_url,
        messages.page_referrer as referrer_url,
        messages.campaign_source as utm_source,
        messages.campaign_medium as utm_medium,
        messages.campaign_name as utm_campaign,
        messages.device_type,
        messages.app_name,
        {{ country_code('messages.location_country') }} as ip_country_code,
        messages.properties,
        messages.traits,
        timed.has_wrong_clock,
        timed.occurred_at,
        messages.received_at
    from messages
    inner join timed on messages.message_id = timed.message_id
)

select * from in_our_words
