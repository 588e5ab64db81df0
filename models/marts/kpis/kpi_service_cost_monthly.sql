with

months as (select * from {{ ref('int_months') }}),

service_month_sums as (select * from {{ ref('int_service_month_sums') }}),

order_month_counts as (select * from {{ ref('int_order_month_counts') }}),

-- Orders in a month and currency in which service cost arose anywhere: a slice
-- without contacts then had none, where before the first contact nothing is known.
orders_beside_cost as (
    select
        order_month_counts.month,
        order_month_counts.channel,
        order_month_counts.sales_model,
        service_month_sums.currency,
        order_month_counts.order_count
    from order_month_counts
    inner join service_month_sums
        on
            order_month_counts.month = service_month_sums.month
            and service_month_sums.channel = 'all'
            and service_month_sums.sales_model = 'all'
),

counted as (
    select
        coalesce(sums.month, beside.month) as month,
        coalesce(sums.channel, beside.channel) as channel,
        coalesce(sums.sales_model, beside.sales_model) as sales_model,
        coalesce(sums.currency, beside.currency) as currency,
        coalesce(sums.service_cost_amount, 0) as service_cost_amount,
        coalesce(sums.contact_count, 0) as contact_count,
        coalesce(sums.costed_contact_count, 0) as costed_contact_count,
        coalesce(sums.judged_contact_count, 0) as judged_contact_count,
        coalesce(sums.first_contact_resolved_count, 0) as first_contact_resolved_count,
        coalesce(beside.order_count, 0) as order_count
    from service_month_sums as sums
    full outer join orders_beside_cost as beside
        on
            sums.month = beside.month
            and sums.channel = beside.channel
            and sums.sales_model = beside.sales_model
            and sums.currency = beside.currency
),

rated as (
    select
        counted.month,
        counted.channel,
        counted.sales_model,
        counted.currency,
        counted.contact_count,
        counted.costed_contact_count,
        counted.judged_contact_count,
        counted.first_contact_resolved_count,
        counted.order_count,
        cast(counted.service_cost_amount as decimal(18, 4)) as service_cost_amount,
        cast(counted.service_cost_amount as decimal(18, 4)) as numerator,
        counted.contact_count as denominator,
        cast(
            {{ safe_divide('counted.service_cost_amount', 'counted.contact_count') }}
            as decimal(18, 4)
        ) as cost_per_contact_amount,
        cast(
            {{ safe_divide('counted.service_cost_amount', 'counted.order_count') }}
            as decimal(18, 4)
        ) as cost_per_order_amount,
        {{ safe_divide('counted.contact_count', 'counted.order_count') }}
            as contact_rate,
        {{ safe_divide(
            'counted.first_contact_resolved_count', 'counted.judged_contact_count'
        ) }} as first_contact_resolution_rate,
        months.is_complete
    from counted
    inner join months on counted.month = months.month
)

select * from rated
