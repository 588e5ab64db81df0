-- The customer KPIs count who comes and goes; this counts, for the last month that has
-- ended, who is there, by the definition's own words. Every slice must agree.
with

orders as (select * from {{ ref('orders') }}),

retention as (select * from {{ ref('kpi_retention_monthly') }}),

repeat_purchase as (select * from {{ ref('kpi_repeat_purchase_monthly') }}),

moments as (
    select
        max(month) as month,
        {{ add_days('max(month)', -1) }} as day_before,
        {{ add_days(add_months('max(month)', 1), -1) }} as last_day
    from retention
    where is_complete
),

aged as (
    select
        orders.customer_id,
        coalesce(orders.channel, 'unknown') as channel,
        coalesce(orders.sales_model, 'unknown') as sales_model,
        {{ days_between('orders.order_date', 'moments.day_before') }} as age_at_start,
        {{ days_between('orders.order_date', 'moments.last_day') }} as age_at_end
    from orders
    inner join moments on orders.order_date <= moments.last_day
    where orders.is_valid and orders.customer_id is not null
),

customers as (
    select
        customer_id,
        case when grouping(channel) = 1 then 'all' else channel end as channel,
        case when grouping(sales_model) = 1 then 'all' else sales_model end
            as sales_model,
        count(*) as orders_to_date,
        sum(case when age_at_end < {{ var('retention_window_days') }} then 1 else 0 end)
            as orders_at_end,
        max(case
            when age_at_start < 0 then 0
            when age_at_start < {{ var('retention_window_days') }} then 1
            else 0
        end) as was_there
    from aged
    group by customer_id, cube(channel, sales_model)
),

counted as (
    select
        channel,
        sales_model,
        sum(was_there) as at_start,
        sum(case when orders_at_end > 0 then 1 else 0 end) as at_end,
        sum(case when orders_at_end > 0 and was_there = 1 then 1 else 0 end) as kept,
        sum(case when orders_at_end > 1 then 1 else 0 end) as repeaters,
        count(*) as to_date,
        sum(case when orders_to_date > 1 then 1 else 0 end) as repeaters_to_date
    from customers
    group by channel, sales_model
),

wrong as (
    select
        counted.channel,
        counted.sales_model
    from counted
    cross join moments
    left outer join retention
        on
            moments.month = retention.month
            and counted.channel = retention.channel
            and counted.sales_model = retention.sales_model
    left outer join repeat_purchase
        on
            moments.month = repeat_purchase.month
            and counted.channel = repeat_purchase.channel
            and counted.sales_model = repeat_purchase.sales_model
    where
        counted.at_start <> coalesce(retention.denominator, 0)
        or counted.at_end <> coalesce(retention.customer_at_end_count, 0)
        or counted.kept <> coalesce(retention.numerator, 0)
        or counted.repeaters <> coalesce(repeat_purchase.numerator, -1)
        or counted.to_date <> coalesce(repeat_purchase.customer_to_date_count, -1)
        or counted.repeaters_to_date
        <> coalesce(repeat_purchase.repeat_customer_to_date_count, -1)
)

select * from wrong
