with

variants as (select * from {{ ref('stg_shopify__product_variants') }}),

deletions as (select * from {{ ref('stg_shopify__deletions') }}),

in_our_words as (
    select
        'shopify' as source_name,
        variants.shopify_variant_id as source_product_id,
        variants.sku,
        variants.barcode as gtin,
        concat_ws(' ', variants.product_title, variants.variant_title) as product_name,
        variants.vendor as brand,
        variants.product_type as category_path,
        variants.cost_amount as unit_cost_amount,
        variants.price_amount as list_price_amount,
        -- The shop states its currency on orders only, not on articles.
        cast(null as string) as currency,
        coalesce(variants.status = 'active', false)
        and deletions.deleted_at is null as is_active,
        {{ business_date('variants.published_at') }} as launched_on,
        variants.image_url as asset_url,
        variants.updated_at
    from variants
    left outer join deletions
        on
            variants.shopify_product_id = deletions.subject_id
            and deletions.subject_type = 'product'
)

select * from in_our_words
