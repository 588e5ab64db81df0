with

products as (select * from {{ ref('stg_template__products') }}),

in_our_words as (
    select
        source_name,
        source_product_id,
        sku,
        gtin,
        product_name,
        brand,
        category_path,
        unit_cost_amount,
        list_price_amount,
        currency,
        is_active,
        launched_on,
        asset_url,
        updated_at
    from products
)

select * from in_our_words
