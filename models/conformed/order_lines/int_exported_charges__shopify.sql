with

exported_orders as (select * from {{ ref('int_exported_orders__shopify') }}),

exported_lines as (select * from {{ ref('stg_shopify__exported_order_lines') }}),

line_discounts as (
    select
        shopify_order_id,
        sum(discount_amount) as discount_amount
    from exported_lines
    group by shopify_order_id
),

-- What was taken off the whole order stands on no line of the export.
weighed as (
    select
        exported_orders.shopify_order_id,
        exported_orders.created_at,
        (
            exported_orders.goods_amount - coalesce(line_discounts.discount_amount, 0)
            - exported_orders.subtotal_amount
        ) * exported_orders.tax_factor as order_discount_amount,
        exported_orders.shipping_amount * exported_orders.tax_factor
            as shipping_amount,
        -- The goods' part of what was paid back, which may hold shipping too.
        least(
            exported_orders.refunded_amount,
            exported_orders.subtotal_amount * exported_orders.tax_factor
        ) as refunded_amount
    from exported_orders
    left outer join line_discounts
        on exported_orders.shopify_order_id = line_discounts.shopify_order_id
),

charged as (
    select
        'export:discount:' || shopify_order_id as source_order_line_id,
        shopify_order_id as source_order_id,
        1 as quantity,
        0 as unit_price_amount,
        cast(null as string) as sku,
        cast(null as string) as product_name,
        order_discount_amount as discount_amount,
        'sale' as line_type,
        created_at as line_at
    from weighed
    where order_discount_amount > 0
    union all
    select
        'export:shipping:' || shopify_order_id as source_order_line_id,
        shopify_order_id as source_order_id,
        1 as quantity,
        shipping_amount as unit_price_amount,
        cast(null as string) as sku,
        cast(null as string) as product_name,
        0 as discount_amount,
        'shipping' as line_type,
        created_at as line_at
    from weighed
    where shipping_amount is not null
    union all
    select
        'export:refund:' || shopify_order_id as source_order_line_id,
        shopify_order_id as source_order_id,
        -1 as quantity,
        refunded_amount as unit_price_amount,
        cast(null as string) as sku,
        cast(null as string) as product_name,
        0 as discount_amount,
        'return' as line_type,
        created_at as line_at
    from weighed
    where refunded_amount > 0
)

select * from charged
