with

source as (
    {{ newest_only(
        source('akeneo', 'categories'), ['code'], to_timestamp_utc('updated')
    ) }}
),

renamed as (
    select
        -- ids
        code as category_code,
        {{ clean_text('parent') }} as parent_category_code,
        -- attributes
        coalesce({{ json_str('labels', 'de_DE') }}, {{ json_str('labels', 'en_US') }})
            as category_label,
        -- times
        {{ to_timestamp_utc('updated') }} as updated_at
    from source
)

select * from renamed
