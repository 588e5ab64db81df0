with

items as (select * from {{ ref('stg_amazon__order_items') }}),

priced as (
    select
        amazon_item_id,
        amazon_order_id,
        sku,
        product_name,
        quantity,
        -- A cancelled item is not sold, even if the rest of its order is.
        case
            when item_status like 'cancel%' then 0
            else coalesce(item_amount, 0)
        end as item_amount,
        case
            when item_status like 'cancel%' then 0
            else item_discount_amount
        end as discount_amount,
        item_tax_amount as tax_amount,
        shipping_amount,
        shipping_discount_amount,
        shipping_tax_amount,
        gift_wrap_amount,
        gift_wrap_tax_amount,
        purchased_at
    from items
),

united as (
    select
        amazon_item_id as source_order_line_id,
        amazon_order_id as source_order_id,
        quantity,
        coalesce({{ unit_price('item_amount', 'quantity') }}, 0) as unit_price_amount,
        item_amount - discount_amount as paid_amount,
        sku,
        product_name,
        tax_amount,
        'sale' as line_type,
        purchased_at as line_at
    from priced
    union all
    select
        'shipping:' || amazon_item_id as source_order_line_id,
        amazon_order_id as source_order_id,
        1 as quantity,
        shipping_amount as unit_price_amount,
        shipping_amount - shipping_discount_amount as paid_amount,
        cast(null as string) as sku,
        cast(null as string) as product_name,
        shipping_tax_amount as tax_amount,
        'shipping' as line_type,
        purchased_at as line_at
    from priced
    where shipping_amount > 0
    union all
    select
        'gift_wrap:' || amazon_item_id as source_order_line_id,
        amazon_order_id as source_order_id,
        1 as quantity,
        gift_wrap_amount as unit_price_amount,
        gift_wrap_amount as paid_amount,
        cast(null as string) as sku,
        cast(null as string) as product_name,
        gift_wrap_tax_amount as tax_amount,
        'fee' as line_type,
        purchased_at as line_at
    from priced
    where gift_wrap_amount > 0
)

select * from united
