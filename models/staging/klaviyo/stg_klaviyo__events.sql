with

source as (
    {{ newest_only(source('klaviyo', 'events'), ['id']) }}
),

renamed as (
    select
        -- ids
        id as klaviyo_event_id,
        {{ json_str('relationships', 'profile.data.id') }} as klaviyo_profile_id,
        {{ json_str('relationships', 'metric.data.id') }} as klaviyo_metric_id,
        {{ clean_text(json_str('attributes', 'event_properties.$message')) }}
            as klaviyo_message_id,
        {{ clean_text(json_str('attributes', 'event_properties.$flow')) }}
            as klaviyo_flow_id,
        -- attributes
        {{ clean_text(json_str('attributes', 'event_properties.Campaign Name')) }}
            as campaign_name,
        -- times
        {{ to_timestamp_utc(json_str('attributes', 'datetime')) }} as occurred_at
    from source
)

select * from renamed
