with

source as (
    {{ newest_file_only(
        source('shopify', 'products_export'), ['handle'], ['handle', '_row_number']
    ) }}
),

-- What is the product's stands on the first of its rows; a row without a price is but
-- another picture.
filled as (
    select
        handle,
        max({{ clean_text('title') }}) over (partition by handle) as title,
        max({{ clean_text('vendor') }}) over (partition by handle) as vendor,
        coalesce(
            max({{ clean_text('product_category') }}) over (partition by handle),
            max({{ clean_text('type') }}) over (partition by handle)
        ) as category,
        max({{ clean_text('status') }}) over (partition by handle) as status,
        max(case when image_position = '1' then {{ clean_text('image_src') }} end)
            over (partition by handle) as image_src,
        concat_ws(
            ' / ',
            nullif({{ clean_text('option1_value') }}, 'Default Title'),
            {{ clean_text('option2_value') }},
            {{ clean_text('option3_value') }}
        ) as options,
        variant_sku,
        variant_barcode,
        variant_price,
        cost_per_item,
        max(lower({{ clean_text('gift_card') }})) over (partition by handle)
            as gift_card
    from source
),

renamed as (
    select
        -- ids
        {{ clean_text('handle') }} as product_handle,
        {{ clean_text("replace(variant_sku, '''', '')") }} as sku,
        {{ clean_text("replace(variant_barcode, '''', '')") }} as barcode,
        -- attributes
        title as product_title,
        nullif(options, '') as variant_title,
        vendor,
        category,
        lower(status) as status,
        image_src as image_url,
        -- amounts
        {{ to_decimal('variant_price') }} as price_amount,
        {{ to_decimal('cost_per_item') }} as cost_amount,
        -- flags
        coalesce({{ to_boolean('gift_card') }}, false) as is_gift_card
    from filled
    where {{ clean_text('variant_price') }} is not null
)

select * from renamed
