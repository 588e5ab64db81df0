with

customer_orders as (select * from {{ ref('int_customer_orders') }}),

per_channel as (
    select
        customer_id,
        channel,
        row_number() over (
            partition by customer_id
            order by count(*) desc, max(ordered_at) desc nulls last, channel asc
        ) as place
    from customer_orders
    group by customer_id, channel
),

per_sales_model as (
    select
        customer_id,
        sales_model,
        row_number() over (
            partition by customer_id
            order by count(*) desc, max(ordered_at) desc nulls last, sales_model asc
        ) as place
    from customer_orders
    group by customer_id, sales_model
),

per_customer as (
    select
        customer_id,
        count(*) as order_count,
        min(order_date) as first_order_date,
        max(order_date) as last_order_date
    from customer_orders
    group by customer_id
),

habits as (
    select
        per_customer.customer_id,
        per_channel.channel as main_channel,
        per_sales_model.sales_model as main_sales_model,
        per_customer.order_count,
        per_customer.first_order_date,
        per_customer.last_order_date
    from per_customer
    inner join per_channel
        on
            per_customer.customer_id = per_channel.customer_id
            and per_channel.place = 1
    inner join per_sales_model
        on
            per_customer.customer_id = per_sales_model.customer_id
            and per_sales_model.place = 1
)

select * from habits
