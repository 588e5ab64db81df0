with

source as (
    {{ newest_only(
        source('klaviyo', 'campaigns'),
        ['id'],
        to_timestamp_utc(json_str('attributes', 'updated_at'))
    ) }}
),

exploded as (
    select
        id,
        attributes,
        {{ json_elements(json_str('relationships', 'campaign-messages.data')) }}
            as message
    from source
),

renamed as (
    select
        -- ids
        {{ json_str('message', 'id') }} as klaviyo_message_id,
        id as klaviyo_campaign_id,
        -- attributes
        {{ clean_text(json_str('attributes', 'name')) }} as campaign_name
    from exploded
)

select * from renamed
