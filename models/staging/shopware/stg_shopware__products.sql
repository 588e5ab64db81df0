with

source as (
    {{ newest_only(
        source('shopware', 'products'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

unpacked as (
    select
        id,
        parent_id,
        child_count,
        product_number,
        ean,
        coalesce({{ json_str('translated', 'name') }}, name) as name,
        {{ json_str('manufacturer', 'name') }} as manufacturer,
        coalesce(
            {{ json_str('categories', '[0].breadcrumb') }},
            {{ json_str('categories', '[0].translated.breadcrumb') }}
        ) as breadcrumb,
        {{ json_str('price', '[0].gross') }} as gross_price,
        {{ json_str('purchase_prices', '[0].net') }} as purchase_price,
        {{ json_str('cover', 'media.url') }} as cover_url,
        active,
        release_date,
        created_at,
        updated_at
    from source
),

renamed as (
    select
        -- ids
        id as shopware_product_id,
        {{ clean_text('parent_id') }} as shopware_parent_product_id,
        {{ clean_text('product_number') }} as product_number,
        {{ clean_text('ean') }} as ean,
        -- attributes
        {{ clean_text('name') }} as product_name,
        {{ clean_text('manufacturer') }} as manufacturer_name,
        nullif(
            replace(replace(replace(breadcrumb, '["', ''), '"]', ''), '","', ' > '),
            '[]'
        ) as breadcrumb,
        {{ clean_text('cover_url') }} as cover_url,
        -- amounts
        {{ to_decimal('gross_price') }} as gross_price_amount,
        {{ to_decimal('purchase_price') }} as purchase_price_amount,
        -- flags
        {{ to_boolean('active') }} as is_active,
        coalesce({{ to_integer('child_count') }}, 0) > 0 as has_variants,
        -- times
        {{ to_timestamp_utc('release_date') }} as released_at,
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('coalesce(updated_at, created_at)') }} as updated_at
    from unpacked
)

select * from renamed
