with

products as (select * from {{ ref('stg_akeneo__products') }}),

exports as (select * from {{ ref('stg_akeneo__product_exports') }}),

assets as (select * from {{ ref('stg_akeneo__assets') }}),

categories as (select * from {{ ref('int_product_categories__akeneo') }}),

stated as (
    select
        coalesce(identifier, akeneo_product_uuid) as product_id,
        identifier,
        ean,
        product_name,
        brand,
        category_code,
        asset_code,
        price_amount,
        currency,
        is_enabled,
        release_date,
        picture_url,
        updated_at
    from products
    union all
    select
        exports.identifier as product_id,
        exports.identifier,
        exports.ean,
        exports.product_name,
        exports.brand,
        exports.category_code,
        exports.asset_code,
        exports.price_amount,
        exports.currency,
        exports.is_enabled,
        exports.release_date,
        cast(null as string) as picture_url,
        cast(null as timestamp) as updated_at
    from exports
    left join products on exports.identifier = products.identifier
    where products.identifier is null
),

asset_urls as (
    select
        asset_code,
        min(media_url) as media_url
    from assets
    group by asset_code
),

in_our_words as (
    select
        'akeneo' as source_name,
        stated.product_id as source_product_id,
        stated.identifier as sku,
        stated.ean as gtin,
        stated.product_name,
        stated.brand,
        categories.category_path,
        cast(null as decimal(18, 4)) as unit_cost_amount,
        stated.price_amount as list_price_amount,
        stated.currency,
        coalesce(stated.is_enabled, true) as is_active,
        stated.release_date as launched_on,
        coalesce(asset_urls.media_url, stated.picture_url) as asset_url,
        stated.updated_at
    from stated
    left join categories on stated.category_code = categories.category_code
    left join asset_urls on stated.asset_code = asset_urls.asset_code
)

select * from in_our_words
