with

source as (
    {{ newest_only(
        source('template', 'events'), ['source_name', 'trim(message_id)']
    ) }}
),

renamed as (
    select
        -- ids
        source_name,
        {{ clean_text('message_id') }} as message_id,
        {{ clean_text('anonymous_id') }} as anonymous_id,
        {{ clean_text('user_id') }} as user_id,
        {{ clean_text('previous_id') }} as previous_id,
        {{ clean_text('group_id') }} as group_id,
        {{ clean_text('click_id') }} as click_id,
        -- attributes
        lower({{ clean_text('event_type') }}) as event_type,
        {{ clean_text('event_name') }} as event_name,
        {{ clean_text('page_url') }} as page_url,
        {{ clean_text('referrer_url') }} as referrer_url,
        {{ clean_text('utm_source') }} as utm_source,
        {{ clean_text('utm_medium') }} as utm_medium,
        {{ clean_text('utm_campaign') }} as utm_campaign,
        {{ clean_text('device_type') }} as device_type,
        {{ clean_text('app_name') }} as app_name,
        {{ clean_text('ip_country_code') }} as ip_country_code,
        {{ clean_text('properties') }} as properties,
        {{ clean_text('traits') }} as traits,
        -- times
        {{ to_timestamp_utc('occurred_at') }} as occurred_at,
        {{ to_timestamp_utc('received_at') }} as received_at
    from source
)

select * from renamed
