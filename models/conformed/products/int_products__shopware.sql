with

products as (select * from {{ ref('stg_shopware__products') }}),

-- What a variant does not say, its parent says for it.
inherited as (
    select
        variants.shopware_product_id,
        variants.product_number,
        variants.ean,
        coalesce(variants.product_name, parents.product_name) as product_name,
        coalesce(variants.manufacturer_name, parents.manufacturer_name)
            as manufacturer_name,
        coalesce(variants.breadcrumb, parents.breadcrumb) as breadcrumb,
        coalesce(variants.purchase_price_amount, parents.purchase_price_amount)
            as purchase_price_amount,
        coalesce(variants.gross_price_amount, parents.gross_price_amount)
            as gross_price_amount,
        coalesce(variants.is_active, parents.is_active, false) as is_active,
        coalesce(variants.released_at, parents.released_at, variants.created_at)
            as released_at,
        coalesce(variants.cover_url, parents.cover_url) as cover_url,
        variants.updated_at
    from products as variants
    left outer join products as parents
        on variants.shopware_parent_product_id = parents.shopware_product_id
    where not variants.has_variants
),

in_our_words as (
    select
        'shopware' as source_name,
        shopware_product_id as source_product_id,
        product_number as sku,
        ean as gtin,
        product_name,
        manufacturer_name as brand,
        breadcrumb as category_path,
        purchase_price_amount as unit_cost_amount,
        gross_price_amount as list_price_amount,
        -- A price names its currency by an id of the shop's own, not by its code.
        cast(null as string) as currency,
        is_active,
        {{ business_date('released_at') }} as launched_on,
        cover_url as asset_url,
        updated_at
    from inherited
)

select * from in_our_words
