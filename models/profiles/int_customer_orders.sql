with

order_values as (select * from {{ ref('int_order_values') }}),

orders as (select * from {{ ref('int_orders') }}),

valid as (
    select
        order_values.customer_id,
        order_values.source_name || ':' || order_values.source_order_id as order_id,
        order_values.source_name,
        order_values.source_order_id,
        coalesce(orders.channel, 'unknown') as channel,
        coalesce(orders.sales_model, 'unknown') as sales_model,
        order_values.currency,
        order_values.net_sales_amount,
        {{ business_date('orders.ordered_at') }} as order_date,
        orders.ordered_at
    from order_values
    inner join orders
        on
            order_values.source_name = orders.source_name
            and order_values.source_order_id = orders.source_order_id
    where order_values.is_valid and order_values.customer_id is not null
),

numbered as (
    select
        customer_id,
        order_id,
        source_name,
        source_order_id,
        channel,
        sales_model,
        currency,
        net_sales_amount,
        row_number() over (
            partition by customer_id
            order by ordered_at asc nulls last, order_id asc
        ) as customer_order_number,
        order_date,
        ordered_at
    from valid
)

select * from numbered
