with

source as ({{ newest_only(source('akeneo', 'category_export'), ['trim(code)']) }}),

renamed as (
    select
        -- ids
        {{ clean_text('code') }} as category_code,
        {{ clean_text('parent') }} as parent_category_code,
        -- attributes
        coalesce({{ clean_text('label_de_de') }}, {{ clean_text('label_en_us') }})
            as category_label
    from source
)

select * from renamed
