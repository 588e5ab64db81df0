with

source as ({{ newest_only(source('akeneo', 'product_export'), ['trim(sku)']) }}),

renamed as (
    select
        -- ids
        {{ clean_text('sku') }} as identifier,
        {{ clean_text('ean') }} as ean,
        {{ clean_text('family') }} as family_code,
        {{ clean_text('parent') }} as product_model_code,
        {{ clean_text("split_part(categories, ',', 1)") }} as category_code,
        {{ clean_text("split_part(packshots, ',', 1)") }} as asset_code,
        -- attributes
        coalesce(
            {{ clean_text('name_de_de') }},
            {{ clean_text('name') }},
            {{ clean_text('name_en_us') }}
        ) as product_name,
        {{ clean_text('brand') }} as brand,
        case when price_eur is not null then 'EUR' end as currency,
        {{ clean_text('categories') }} as category_codes,
        {{ clean_text('picture') }} as picture_file,
        -- amounts
        {{ to_decimal('price_eur') }} as price_amount,
        -- flags
        {{ to_boolean('enabled') }} as is_enabled,
        -- times
        {{ to_date('release_date') }} as release_date
    from source
)

select * from renamed
