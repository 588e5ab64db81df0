with

source as (
    {{ first_only(
        source('segment', 'events'),
        ['trim(message_id)'],
        to_timestamp_utc('received_at', 'UTC')
    ) }}
),

renamed as (
    select
        -- ids
        trim(message_id) as message_id,
        {{ clean_text('user_id') }} as user_id,
        {{ clean_text('anonymous_id') }} as anonymous_id,
        {{ clean_text('previous_id') }} as previous_id,
        coalesce(
            {{ clean_text('group_id') }},
            {{ clean_text(json_str('context', 'groupId')) }}
        ) as group_id,
        {{ clean_text(json_str('context', 'device.id')) }} as device_id,
        -- attributes
        lower(trim(type)) as type,
        {{ clean_text('event') }} as event,
        {{ clean_text('name') }} as name,
        {{ clean_text('channel') }} as channel,
        coalesce(
            {{ json_str('properties', 'url') }}, {{ json_str('context', 'page.url') }}
        ) as page_url,
        coalesce(
            {{ json_str('properties', 'referrer') }},
            {{ json_str('context', 'page.referrer') }}
        ) as page_referrer,
        {{ json_str('context', 'campaign.source') }} as campaign_source,
        {{ json_str('context', 'campaign.medium') }} as campaign_medium,
        {{ json_str('context', 'campaign.name') }} as campaign_name,
        {{ json_str('context', 'referrer.id') }} as referrer_id,
        {{ json_str('context', 'device.type') }} as device_type,
        {{ json_str('context', 'app.name') }} as app_name,
        {{ json_str('context', 'location.country') }} as location_country,
        properties,
        traits,
        -- times
        {{ to_timestamp_utc('timestamp', 'UTC') }} as stated_at,
        {{ to_timestamp_utc('original_timestamp', 'UTC') }} as original_stated_at,
        {{ to_timestamp_utc('sent_at', 'UTC') }} as sent_at,
        {{ to_timestamp_utc('received_at', 'UTC') }} as received_at
    from source
)

select * from renamed
