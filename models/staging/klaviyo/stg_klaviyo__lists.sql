with

source as (
    {{ newest_only(
        source('klaviyo', 'lists'),
        ['id'],
        to_timestamp_utc(json_str('attributes', 'updated'))
    ) }}
),

renamed as (
    select
        -- ids
        id as klaviyo_list_id,
        -- attributes
        {{ clean_text(json_str('attributes', 'name')) }} as list_name,
        lower({{ json_str('attributes', 'opt_in_process') }}) as opt_in_process,
        -- times
        {{ to_timestamp_utc(json_str('attributes', 'created')) }} as created_at,
        {{ to_timestamp_utc(json_str('attributes', 'updated')) }} as updated_at
    from source
)

select * from renamed
