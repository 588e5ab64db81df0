with

customer_orders as (select * from {{ ref('int_customer_orders') }}),

summed as (
    select
        customer_id,
        currency,
        cast(sum(net_sales_amount) as decimal(18, 4)) as net_sales_amount,
        count(*) as order_count,
        min(order_date) as first_order_date,
        max(order_date) as last_order_date
    from customer_orders
    group by customer_id, currency
),

-- The main currency is the one most orders were paid in.
ranked as (
    select
        customer_id,
        currency,
        net_sales_amount,
        order_count,
        row_number() over (
            partition by customer_id
            order by order_count desc, last_order_date desc, currency asc
        ) = 1 as is_main_currency,
        first_order_date,
        last_order_date
    from summed
)

select * from ranked
