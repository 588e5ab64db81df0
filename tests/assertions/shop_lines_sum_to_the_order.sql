{#- A shop order's lines sum to what it states: goods, discounts, shipping. -#}
with

orders as (select * from {{ ref('int_orders') }}),

order_lines as (select * from {{ ref('int_order_lines') }}),

summed as (
    select
        source_name,
        source_order_id,
        sum(
            case
                when line_type in ('sale', 'voucher_sale')
                    then quantity * unit_price_amount
            end
        ) as goods_amount,
        sum(case when line_type <> 'return' then discount_amount end)
            as discount_amount,
        sum(
            case when line_type = 'shipping' then quantity * unit_price_amount end
        ) as shipping_amount
    from order_lines
    where source_name in ('shopify', 'shopware', 'square', 'amazon')
    group by source_name, source_order_id
),

different as (
    select
        orders.source_name,
        orders.source_order_id,
        orders.gross_amount,
        summed.goods_amount,
        orders.discount_amount as stated_discount_amount,
        summed.discount_amount,
        orders.shipping_amount as stated_shipping_amount,
        summed.shipping_amount
    from orders
    left outer join summed
        on
            orders.source_name = summed.source_name
            and orders.source_order_id = summed.source_order_id
    where
        orders.source_name in ('shopify', 'shopware', 'square', 'amazon')
        and (
            orders.gross_amount <> coalesce(summed.goods_amount, 0)
            or orders.discount_amount <> coalesce(summed.discount_amount, 0)
            or orders.shipping_amount <> coalesce(summed.shipping_amount, 0)
        )
)

select * from different
