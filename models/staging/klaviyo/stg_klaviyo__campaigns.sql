with

source as (
    {{ newest_only(
        source('klaviyo', 'campaigns'),
        ['id'],
        to_timestamp_utc(json_str('attributes', 'updated_at'))
    ) }}
),

renamed as (
    select
        -- ids
        id as klaviyo_campaign_id,
        -- attributes
        {{ clean_text(json_str('attributes', 'name')) }} as campaign_name,
        lower({{ json_str('attributes', 'status') }}) as status,
        -- flags
        coalesce({{ to_boolean(json_str('attributes', 'archived')) }}, false)
            as is_archived,
        -- times
        {{ to_timestamp_utc(json_str('attributes', 'send_time')) }} as sent_at,
        {{ to_timestamp_utc(json_str('attributes', 'created_at')) }} as created_at,
        {{ to_timestamp_utc(json_str('attributes', 'updated_at')) }} as updated_at
    from source
)

select * from renamed
