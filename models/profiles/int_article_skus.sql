with

products as (select * from {{ ref('int_products') }}),

order_lines as (select * from {{ ref('int_order_lines') }}),

stated as (
    select
        sku,
        gtin
    from products
    where sku is not null
    union all
    select
        sku,
        gtin
    from order_lines
    where sku is not null
),

-- A number that stands for several articles says nothing about any of them.
per_sku as (
    select
        sku,
        case when count(distinct gtin) = 1 then max(gtin) end as gtin
    from stated
    group by sku
),

identified as (
    select
        sku,
        gtin,
        'p' || substr(
            md5(coalesce('gtin:' || gtin, 'sku:' || sku)), 1, 16
        ) as product_id
    from per_sku
)

select * from identified
