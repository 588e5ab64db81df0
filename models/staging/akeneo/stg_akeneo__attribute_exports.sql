with

source as ({{ newest_only(source('akeneo', 'attribute_export'), ['trim(code)']) }}),

renamed as (
    select
        -- ids
        {{ clean_text('code') }} as attribute_code,
        -- attributes
        {{ clean_text('type') }} as attribute_type,
        coalesce({{ clean_text('label_de_de') }}, {{ clean_text('label_en_us') }})
            as attribute_label,
        -- amounts
        {{ to_integer('sort_order') }} as sort_order,
        -- flags
        {{ to_boolean('localizable') }} as is_localizable,
        {{ to_boolean('scopable') }} as is_scopable
    from source
)

select * from renamed
