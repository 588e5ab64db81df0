with

sliced_orders as (select * from {{ ref('int_sliced_orders') }}),

preceded as (
    select
        customer_id,
        channel,
        sales_model,
        month,
        order_date,
        lag(order_date) over (
            partition by customer_id, channel, sales_model
            order by ordered_at, order_id
        ) as previous_order_date
    from sliced_orders
),

monthly as (
    select
        customer_id,
        channel,
        sales_model,
        month,
        count(*) as order_count,
        max(order_date) as last_order_date,
        max(previous_order_date) as last_but_one_order_date
    from preceded
    group by customer_id, channel, sales_model, month
),

placed as (
    select
        customer_id,
        channel,
        sales_model,
        month,
        last_order_date,
        last_but_one_order_date,
        order_count,
        sum(order_count) over so_far as order_to_date_count,
        min(month) over so_far as first_order_month,
        lead(month) over so_far as next_order_month
    from monthly
    window so_far as (
        partition by customer_id, channel, sales_model order by month
    )
),

-- An order of day d lies in the windows that end on d to d + window - 1, so it counts
-- at the end of every month before the one of d + window: `until` excludes its month.
-- The next month with orders takes over from there, so that no month counts twice.
lasting as (
    select
        customer_id,
        channel,
        sales_model,
        month,
        first_order_month,
        order_to_date_count > 1 and order_to_date_count - order_count < 2
            as is_second_order_month,
        least(
            coalesce(next_order_month, date '9999-01-01'),
            greatest(month, {{ month_of(
                add_days('last_order_date', var('retention_window_days'))
            ) }})
        ) as active_until_month,
        least(
            coalesce(next_order_month, date '9999-01-01'),
            greatest(month, {{ month_of(
                add_days(
                    'coalesce(last_but_one_order_date, date \'1000-01-01\')',
                    var('retention_window_days')
                )
            ) }})
        ) as repeat_until_month
    from placed
),

customer_months as (
    select
        customer_id,
        channel,
        sales_model,
        month,
        first_order_month,
        active_until_month,
        repeat_until_month,
        active_until_month > month and month > coalesce(
            lag(active_until_month) over (
                partition by customer_id, channel, sales_model order by month
            ),
            date '1000-01-01'
        ) as is_arrival,
        is_second_order_month
    from lasting
)

select * from customer_months
