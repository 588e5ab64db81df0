with

base_months as (select * from {{ ref('int_customer_base_months') }}),

-- Before the first order is one window old, nobody can have lapsed.
history as (
    select {{ add_days('min(month)', var('retention_window_days')) }} as covered_from
    from base_months
    where customer_to_date_count > 0
),

retained as (
    select
        base_months.month,
        base_months.channel,
        base_months.sales_model,
        cast({{ var('retention_window_days') }} as integer) as window_days,
        base_months.customer_at_start_count,
        base_months.customer_at_end_count,
        base_months.new_customer_count,
        base_months.won_back_customer_count,
        base_months.customer_at_end_count - base_months.new_customer_count
            as retained_customer_count,
        base_months.month >= history.covered_from as is_window_covered,
        base_months.is_complete
    from base_months
    cross join history
    where
        base_months.customer_at_start_count > 0
        or base_months.customer_at_end_count > 0
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
        customer_at_start_count - retained_customer_count as lost_customer_count,
        retained_customer_count as numerator,
        customer_at_start_count as denominator,
        {{ safe_divide('retained_customer_count', 'customer_at_start_count') }}
            as retention_rate,
        is_window_covered,
        is_complete
    from retained
)

select * from rated
