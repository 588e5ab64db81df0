with

source as (
    {{ newest_only(
        source('klaviyo', 'metrics'),
        ['id'],
        to_timestamp_utc(json_str('attributes', 'updated'))
    ) }}
),

renamed as (
    select
        -- ids
        id as klaviyo_metric_id,
        -- attributes
        lower({{ clean_text(json_str('attributes', 'name')) }}) as metric_name,
        {{ clean_text(json_str('attributes', 'integration.name')) }}
            as integration_name,
        -- times
        {{ to_timestamp_utc(json_str('attributes', 'created')) }} as created_at,
        {{ to_timestamp_utc(json_str('attributes', 'updated')) }} as updated_at
    from source
)

select * from renamed
