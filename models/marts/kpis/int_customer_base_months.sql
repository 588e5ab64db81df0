with

months as (select * from {{ ref('int_months') }}),

changes as (select * from {{ ref('int_customer_changes') }}),

slices as (
    select distinct
        channel,
        sales_model
    from changes
),

so_far as (
    select
        months.month,
        slices.channel,
        slices.sales_model,
        months.is_complete,
        coalesce(changes.arrivals, 0) as arrivals,
        coalesce(changes.returners, 0) as returners,
        sum(coalesce(changes.customers, 0)) over until_now as customers,
        sum(coalesce(changes.repeaters, 0)) over until_now as repeaters,
        sum(coalesce(changes.product_repeaters, 0)) over until_now as product_repeaters,
        sum(coalesce(changes.firsts, 0)) over until_now as firsts,
        sum(coalesce(changes.seconds, 0)) over until_now as seconds
    from months
    cross join slices
    left outer join changes
        on
            months.month = changes.month
            and slices.channel = changes.channel
            and slices.sales_model = changes.sales_model
    window until_now as (
        partition by slices.channel, slices.sales_model order by months.month
    )
),

base_months as (
    select
        month,
        channel,
        sales_model,
        cast(coalesce(lag(customers) over (
            partition by channel, sales_model order by month
        ), 0) as bigint) as customer_at_start_count,
        cast(customers as bigint) as customer_at_end_count,
        cast(arrivals as bigint) as new_customer_count,
        cast(returners as bigint) as won_back_customer_count,
        cast(repeaters as bigint) as repeat_customer_count,
        cast(product_repeaters as bigint) as repeat_product_customer_count,
        cast(firsts as bigint) as customer_to_date_count,
        cast(seconds as bigint) as repeat_customer_to_date_count,
        is_complete
    from so_far
)

select * from base_months
