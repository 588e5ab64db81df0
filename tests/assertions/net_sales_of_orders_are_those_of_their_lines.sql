-- Per order, exactly: net sales of marts.orders are the sum over marts.order_lines.
with

placed_orders as (select * from {{ ref('orders') }}),

lines as (select * from {{ ref('order_lines') }}),

from_lines as (
    select
        order_id,
        sum(net_sales_amount) as net_sales_amount
    from lines
    group by order_id
),

unequal as (
    select
        placed_orders.order_id,
        placed_orders.net_sales_amount,
        from_lines.net_sales_amount as net_sales_of_lines
    from placed_orders
    left outer join from_lines on placed_orders.order_id = from_lines.order_id
    where
        placed_orders.has_lines
        and (
            placed_orders.net_sales_amount is distinct from from_lines.net_sales_amount
        )
)

select * from unequal
