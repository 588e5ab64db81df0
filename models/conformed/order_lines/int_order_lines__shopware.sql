with

line_items as (select * from {{ ref('stg_shopware__order_line_items') }}),

sold_lines as (select * from {{ ref('int_sold_lines__shopware') }}),

deliveries as (select * from {{ ref('stg_shopware__order_deliveries') }}),

returned_lines as (select * from {{ ref('int_returned_lines__shopware') }}),

sold as (
    select
        shopware_line_item_id as source_order_line_id,
        shopware_order_id as source_order_id,
        quantity,
        unit_price_amount,
        shopware_product_id as product_id,
        product_number as sku,
        label as product_name,
        discount_amount,
        tax_amount,
        'sale' as line_type,
        ordered_at as line_at,
        cast(null as string) as return_reason
    from sold_lines
),

returned as (
    select
        returned_lines.returned_line_id as source_order_line_id,
        returned_lines.shopware_order_id as source_order_id,
        -returned_lines.quantity as quantity,
        returned_lines.unit_price_amount,
        line_items.shopware_product_id as product_id,
        line_items.product_number as sku,
        line_items.label as product_name,
        returned_lines.quantity * returned_lines.unit_price_amount
        - returned_lines.refunded_amount as discount_amount,
        -returned_lines.tax_amount as tax_amount,
        'return' as line_type,
        returned_lines.returned_at as line_at,
        returned_lines.reason as return_reason
    from returned_lines
    left outer join line_items
        on returned_lines.shopware_line_item_id = line_items.shopware_line_item_id
),

shipped as (
    select
        'shipping:' || shopware_delivery_id as source_order_line_id,
        shopware_order_id as source_order_id,
        1 as quantity,
        shipping_costs_amount as unit_price_amount,
        cast(null as string) as product_id,
        cast(null as string) as sku,
        shipping_method as product_name,
        0 as discount_amount,
        tax_amount,
        'shipping' as line_type,
        ordered_at as line_at,
        cast(null as string) as return_reason
    from deliveries
),

stacked as (
    {{ stack(
        ['sold', 'returned', 'shipped'],
        [
            "'shopware' as source_name", 'source_order_line_id', 'source_order_id',
            'cast(quantity as decimal(18, 4)) as quantity',
            'cast(unit_price_amount as decimal(18, 4)) as unit_price_amount',
            'product_id', 'sku', 'cast(null as string) as gtin', 'product_name',
            'cast(discount_amount as decimal(18, 4)) as discount_amount',
            'cast(tax_amount as decimal(18, 4)) as tax_amount',
            'line_type', 'line_at', 'return_reason',
        ]
    ) }}
)

select * from stacked
