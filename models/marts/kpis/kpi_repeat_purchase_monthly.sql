with

months as (select * from {{ ref('int_months') }}),

base_months as (select * from {{ ref('int_customer_base_months') }}),

order_month_counts as (select * from {{ ref('int_order_month_counts') }}),

-- A slice may know customers without an order this month, and anonymous orders only.
slices as (
    select
        month,
        channel,
        sales_model
    from base_months
    where customer_to_date_count > 0
    union
    select
        month,
        channel,
        sales_model
    from order_month_counts
),

counted as (
    select
        slices.month,
        slices.channel,
        slices.sales_model,
        coalesce(base_months.customer_at_end_count, 0) as customer_count,
        coalesce(base_months.repeat_customer_count, 0) as repeat_customer_count,
        coalesce(base_months.repeat_product_customer_count, 0)
            as repeat_product_customer_count,
        coalesce(base_months.customer_to_date_count, 0) as customer_to_date_count,
        coalesce(base_months.repeat_customer_to_date_count, 0)
            as repeat_customer_to_date_count,
        coalesce(order_month_counts.new_order_count, 0) as new_order_count,
        coalesce(order_month_counts.repeat_order_count, 0) as repeat_order_count,
        coalesce(order_month_counts.anonymous_order_count, 0) as anonymous_order_count,
        months.is_complete
    from slices
    inner join months on slices.month = months.month
    left outer join base_months
        on
            slices.month = base_months.month
            and slices.channel = base_months.channel
            and slices.sales_model = base_months.sales_model
    left outer join order_month_counts
        on
            slices.month = order_month_counts.month
            and slices.channel = order_month_counts.channel
            and slices.sales_model = order_month_counts.sales_model
),

rated as (
    select
        month,
        channel,
        sales_model,
        cast({{ var('retention_window_days') }} as integer) as window_days,
        customer_count,
        repeat_customer_count,
        repeat_product_customer_count,
        customer_to_date_count,
        repeat_customer_to_date_count,
        new_order_count,
        repeat_order_count,
        anonymous_order_count,
        repeat_customer_count as numerator,
        customer_count as denominator,
        {{ safe_divide('repeat_customer_count', 'customer_count') }}
            as repeat_purchase_rate,
        {{ safe_divide('repeat_product_customer_count', 'customer_count') }}
            as repeat_product_rate,
        {{ safe_divide('repeat_customer_to_date_count', 'customer_to_date_count') }}
            as repeat_rate_to_date,
        {{ safe_divide('repeat_order_count', 'new_order_count + repeat_order_count') }}
            as repeat_order_rate,
        is_complete
    from counted
)

select * from rated
