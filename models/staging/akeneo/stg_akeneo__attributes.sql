with

source as ({{ newest_only(source('akeneo', 'attributes'), ['code']) }}),

renamed as (
    select
        -- ids
        code as attribute_code,
        -- attributes
        type as attribute_type,
        coalesce({{ json_str('labels', 'de_DE') }}, {{ json_str('labels', 'en_US') }})
            as attribute_label,
        -- amounts
        {{ to_integer('sort_order') }} as sort_order,
        -- flags
        {{ to_boolean('localizable') }} as is_localizable,
        {{ to_boolean('scopable') }} as is_scopable
    from source
)

select * from renamed
