with

source as (
    {{ newest_only(
        source('shopify', 'products'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

exploded as (
    select
        id as product_id,
        title as product_title,
        vendor,
        product_type,
        status,
        {{ json_str('images', '[0].src') }} as image_url,
        published_at,
        updated_at,
        {{ json_elements('variants') }} as variant
    from source
),

unpacked as (
    select
        product_id,
        product_title,
        vendor,
        product_type,
        status,
        image_url,
        published_at,
        updated_at,
        {{ json_str('variant', 'id') }} as variant_id,
        {{ json_str('variant', 'sku') }} as sku,
        {{ json_str('variant', 'barcode') }} as barcode,
        {{ json_str('variant', 'title') }} as variant_title,
        {{ json_str('variant', 'price') }} as price,
        {{ json_str('variant', 'cost') }} as cost
    from exploded
),

renamed as (
    select
        -- ids
        variant_id as shopify_variant_id,
        product_id as shopify_product_id,
        {{ clean_text('sku') }} as sku,
        {{ clean_text('barcode') }} as barcode,
        -- attributes
        {{ clean_text('product_title') }} as product_title,
        nullif({{ clean_text('variant_title') }}, 'Default Title') as variant_title,
        {{ clean_text('vendor') }} as vendor,
        {{ clean_text('product_type') }} as product_type,
        lower({{ clean_text('status') }}) as status,
        image_url,
        -- amounts
        {{ to_decimal('price') }} as price_amount,
        {{ to_decimal('cost') }} as cost_amount,
        -- times
        {{ to_timestamp_utc('published_at') }} as published_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from unpacked
)

select * from renamed
