with

source as ({{ newest_only(source('akeneo', 'family_export'), ['trim(code)']) }}),

renamed as (
    select
        -- ids
        {{ clean_text('code') }} as family_code,
        -- attributes
        coalesce({{ clean_text('label_de_de') }}, {{ clean_text('label_en_us') }})
            as family_label,
        {{ clean_text('attributes') }} as attribute_codes,
        {{ clean_text('attribute_as_label') }} as label_attribute_code,
        {{ clean_text('attribute_as_image') }} as image_attribute_code
    from source
)

select * from renamed
