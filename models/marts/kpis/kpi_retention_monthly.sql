with

base_months as (select * from {{ ref('int_customer_base_months') }}),

retained as (
    select
        month,
        channel,
        sales_model,
        cast({{ var('retention_window_days') }} as integer) as window_days,
        customer_at_start_count,
        customer_at_end_count,
        new_customer_count,
        won_back_customer_count,
        customer_at_end_count - new_customer_count as retained_customer_count,
        customer_at_start_count - (customer_at_end_count - new_customer_count)
            as lost_customer_count,
        is_complete
    from base_months
    where customer_at_start_count > 0 or customer_at_end_count > 0
),

rated as (
    select
        month,
        channel,
        sales_model,
        window_days,
        customer_at_start_count,
        customer_at_end_count,
        new_customer_count,
        won_back_customer_count,
        retained_customer_count,
        lost_customer_count,
        retained_customer_count as numerator,
        customer_at_start_count as denominator,
        {{ safe_divide('retained_customer_count', 'customer_at_start_count') }}
            as retention_rate,
        is_complete
    from retained
)

select * from rated
