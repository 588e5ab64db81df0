with

months as (select * from {{ ref('int_months') }}),

order_months as (select * from {{ ref('int_customer_order_months') }}),

active as (
    select
        first_order_month as cohort_month,
        month,
        count(*) as active_customer_count
    from order_months
    where channel = 'all' and sales_model = 'all'
    group by first_order_month, month
),

-- Everyone is active in the month of the first order.
cohorts as (
    select
        cohort_month,
        active_customer_count as customer_count
    from active
    where month = cohort_month
),

-- A month in which nobody of the cohort bought is a zero, not a gap.
cells as (
    select
        cohorts.cohort_month,
        {{ months_between('cohorts.cohort_month', 'months.month') }} as month_number,
        months.month,
        cohorts.customer_count,
        coalesce(active.active_customer_count, 0) as active_customer_count,
        months.is_complete
    from cohorts
    inner join months on cohorts.cohort_month <= months.month
    left outer join active
        on
            cohorts.cohort_month = active.cohort_month
            and months.month = active.month
),

rated as (
    select
        cohort_month,
        month_number,
        month,
        customer_count,
        active_customer_count,
        active_customer_count as numerator,
        customer_count as denominator,
        {{ safe_divide('active_customer_count', 'customer_count') }} as retention_rate,
        is_complete
    from cells
)

select * from rated
