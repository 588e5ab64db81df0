with

source as (
    {{ newest_only(
        source('square', 'catalog'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as square_category_id,
        -- attributes
        {{ clean_text(json_str('category_data', 'name')) }} as category_name,
        -- times
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
    where type = 'CATEGORY'
)

select * from renamed
