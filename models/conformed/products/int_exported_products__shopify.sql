with

exported_variants as (select * from {{ ref('stg_shopify__exported_variants') }}),

variants as (select * from {{ ref('stg_shopify__product_variants') }}),

-- The export has no ids: an article is the same by its number or its barcode.
known_skus as (
    select distinct sku
    from variants
    where sku is not null
),

known_barcodes as (
    select distinct barcode
    from variants
    where barcode is not null
),

ranked as (
    select
        exported_variants.product_handle,
        exported_variants.sku,
        exported_variants.barcode,
        exported_variants.product_title,
        exported_variants.variant_title,
        exported_variants.vendor,
        exported_variants.category,
        exported_variants.cost_amount,
        exported_variants.price_amount,
        exported_variants.status,
        exported_variants.image_url,
        row_number() over (
            partition by
                exported_variants.product_handle, exported_variants.variant_title
            order by exported_variants.sku, exported_variants.barcode
        ) as variant_rank
    from exported_variants
    left outer join known_skus on exported_variants.sku = known_skus.sku
    left outer join known_barcodes
        on exported_variants.barcode = known_barcodes.barcode
    where known_skus.sku is null and known_barcodes.barcode is null
),

renamed as (
    select
        'export:' || product_handle || coalesce('/' || variant_title, '')
        || case when variant_rank > 1 then '/' || variant_rank else '' end
            as source_product_id,
        sku,
        barcode as gtin,
        concat_ws(' ', product_title, variant_title) as product_name,
        vendor as brand,
        category as category_path,
        cost_amount as unit_cost_amount,
        price_amount as list_price_amount,
        coalesce(status, 'active') = 'active' as is_active,
        image_url as asset_url
    from ranked
)

select * from renamed
