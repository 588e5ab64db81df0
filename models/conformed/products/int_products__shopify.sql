with

variants as (select * from {{ ref('stg_shopify__product_variants') }}),

in_our_words as (
    select
        'shopify' as source_name,
        shopify_variant_id as source_product_id,
        sku,
        barcode as gtin,
        concat_ws(' ', product_title, variant_title) as product_name,
        vendor as brand,
        product_type as category_path,
        cost_amount as unit_cost_amount,
        price_amount as list_price_amount,
        -- The shop states its currency on orders only, not on articles.
        cast(null as string) as currency,
        coalesce(status = 'active', false) as is_active,
        {{ business_date('published_at') }} as launched_on,
        image_url as asset_url,
        updated_at
    from variants
)

select * from in_our_words
