with

source as ({{ newest_only(source('akeneo', 'families'), ['code']) }}),

renamed as (
    select
        -- ids
        code as family_code,
        parent as parent_family_code,
        -- attributes
        coalesce({{ json_str('labels', 'de_DE') }}, {{ json_str('labels', 'en_US') }})
            as family_label,
        attributes as attribute_codes,
        attribute_as_label as label_attribute_code,
        attribute_as_image as image_attribute_code
    from source
)

select * from renamed
