-- Each month, the cohorts' active customers are all who ordered, and the cohorts so
-- far are all who ever did: nobody is in two cohorts or in none.
with

orders as (select * from {{ ref('orders') }}),

cohorts as (select * from {{ ref('cohort_retention_monthly') }}),

firsts as (
    select
        customer_id,
        {{ month_of('min(order_date)') }} as cohort_month
    from orders
    where is_valid and customer_id is not null
    group by customer_id
),

sizes as (
    select
        cohort_month,
        count(*) as customer_count
    from firsts
    group by cohort_month
),

monthly as (
    select
        {{ month_of('order_date') }} as month,
        count(distinct customer_id) as customer_count
    from orders
    where is_valid and customer_id is not null
    group by {{ month_of('order_date') }}
),

active as (
    select
        month,
        sum(active_customer_count) as customer_count
    from cohorts
    group by month
),

wrong as (
    select
        'size' as what,
        coalesce(sizes.cohort_month, cohorts.cohort_month) as month
    from sizes
    full outer join cohorts on sizes.cohort_month = cohorts.cohort_month
    where coalesce(sizes.customer_count, -1) <> coalesce(cohorts.customer_count, -1)
    union all
    select
        'active' as what,
        coalesce(monthly.month, active.month) as month
    from monthly
    full outer join active on monthly.month = active.month
    where coalesce(monthly.customer_count, 0) <> coalesce(active.customer_count, 0)
)

select * from wrong
