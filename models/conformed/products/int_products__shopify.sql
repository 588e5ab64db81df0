with

variants as (select * from {{ ref('stg_shopify__product_variants') }}),

deletions as (select * from {{ ref('stg_shopify__deletions') }}),

exported_products as (select * from {{ ref('int_exported_products__shopify') }}),

api_products as (
    select
        variants.shopify_variant_id as source_product_id,
        variants.sku,
        variants.barcode as gtin,
        concat_ws(' ', variants.product_title, variants.variant_title) as product_name,
        variants.vendor as brand,
        variants.product_type as category_path,
        variants.cost_amount as unit_cost_amount,
        variants.price_amount as list_price_amount,
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
),

dated as (
    select
        source_product_id,
        sku,
        gtin,
        product_name,
        brand,
        category_path,
        unit_cost_amount,
        list_price_amount,
        is_active,
        cast(null as date) as launched_on,
        asset_url,
        cast(null as timestamp) as updated_at
    from exported_products
),

-- The shop states its currency on orders only, not on articles.
stacked as (
    {{ stack(
        ['api_products', 'dated'],
        [
            "'shopify' as source_name", 'source_product_id', 'sku', 'gtin',
            'product_name', 'brand', 'category_path', 'unit_cost_amount',
            'list_price_amount',
            'cast(null as string) as currency', 'is_active', 'launched_on',
            'asset_url', 'updated_at',
        ]
    ) }}
)

select * from stacked
