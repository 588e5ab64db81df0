with

products as (select * from {{ ref('int_products') }}),

article_skus as (select * from {{ ref('int_article_skus') }}),

identified as (
    select
        products.source_name,
        products.source_product_id,
        coalesce(
            'p' || substr(md5('gtin:' || products.gtin), 1, 16),
            article_skus.product_id,
            'p' || substr(
                md5(
                    'id:' || products.source_name || ':' || products.source_product_id
                ),
                1, 16
            )
        ) as product_id,
        products.sku,
        coalesce(products.gtin, article_skus.gtin) as gtin,
        products.product_name,
        products.brand,
        products.category_path,
        products.asset_url,
        products.currency,
        products.unit_cost_amount,
        products.list_price_amount,
        products.is_active,
        products.launched_on,
        products.updated_at
    from products
    left outer join article_skus on products.sku = article_skus.sku
)

select * from identified
