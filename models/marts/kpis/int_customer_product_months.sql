with

sliced_orders as (select * from {{ ref('int_sliced_orders') }}),

order_lines as (select * from {{ ref('order_lines') }}),

bought as (
    select distinct
        order_id,
        product_id
    from order_lines
    where
        is_valid
        and line_type = 'sale'
        and quantity > 0
        and unit_price_amount > 0
        and product_id is not null
),

-- Most products are bought once: only the others are worth ordering by time.
bought_again as (
    select
        bought.order_id,
        bought.product_id,
        count(*) over (
            partition by sliced_orders.customer_id, bought.product_id
        ) as order_count
    from bought
    inner join sliced_orders on bought.order_id = sliced_orders.order_id
    where sliced_orders.channel = 'all' and sliced_orders.sales_model = 'all'
),

preceded as (
    select
        sliced_orders.customer_id,
        sliced_orders.channel,
        sliced_orders.sales_model,
        sliced_orders.month,
        lag(sliced_orders.order_date) over (
            partition by
                sliced_orders.customer_id, sliced_orders.channel,
                sliced_orders.sales_model, bought_again.product_id
            order by sliced_orders.ordered_at, sliced_orders.order_id
        ) as previous_order_date
    from sliced_orders
    inner join bought_again on sliced_orders.order_id = bought_again.order_id
    where bought_again.order_count > 1
),

monthly as (
    select
        customer_id,
        channel,
        sales_model,
        month,
        max(previous_order_date) as previous_order_date
    from preceded
    where previous_order_date is not null
    group by customer_id, channel, sales_model, month
),

-- What was bought again earlier may still count when this month's repeats do not.
so_far as (
    select
        customer_id,
        channel,
        sales_model,
        month,
        max(previous_order_date) over in_slice as previous_order_date,
        lead(month) over in_slice as next_repeat_month
    from monthly
    window in_slice as (
        partition by customer_id, channel, sales_model order by month
    )
),

-- It counts while both purchases lie in the window; see int_customer_order_months.
lasting as (
    select
        customer_id,
        channel,
        sales_model,
        month,
        least(
            coalesce(next_repeat_month, date '9999-01-01'),
            greatest(month, {{ month_of(
                add_days('previous_order_date', var('retention_window_days'))
            ) }})
        ) as repeat_until_month
    from so_far
)

select * from lasting
