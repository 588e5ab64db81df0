with

order_months as (select * from {{ ref('int_customer_order_months') }}),

product_months as (select * from {{ ref('int_customer_product_months') }}),

-- Counting who comes and who goes needs one row per customer and month with orders;
-- listing everyone who is there would need one for each month of their window.
changes as (
    select
        month,
        channel,
        sales_model,
        1 as customers,
        case when is_arrival then 1 else 0 end as arrivals,
        case when is_arrival and first_order_month < month then 1 else 0 end
            as returners,
        1 as repeaters,
        0 as product_repeaters,
        case when month = first_order_month then 1 else 0 end as firsts,
        case when is_second_order_month then 1 else 0 end as seconds
    from order_months
    union all
    select
        active_until_month,
        channel,
        sales_model,
        -1 as customers,
        0 as arrivals,
        0 as returners,
        0 as repeaters,
        0 as product_repeaters,
        0 as firsts,
        0 as seconds
    from order_months
    union all
    select
        repeat_until_month,
        channel,
        sales_model,
        0 as customers,
        0 as arrivals,
        0 as returners,
        -1 as repeaters,
        0 as product_repeaters,
        0 as firsts,
        0 as seconds
    from order_months
    union all
    select
        month,
        channel,
        sales_model,
        0 as customers,
        0 as arrivals,
        0 as returners,
        0 as repeaters,
        1 as product_repeaters,
        0 as firsts,
        0 as seconds
    from product_months
    union all
    select
        repeat_until_month,
        channel,
        sales_model,
        0 as customers,
        0 as arrivals,
        0 as returners,
        0 as repeaters,
        -1 as product_repeaters,
        0 as firsts,
        0 as seconds
    from product_months
),

monthly as (
    select
        month,
        channel,
        sales_model,
        cast(sum(customers) as bigint) as customers,
        cast(sum(arrivals) as bigint) as arrivals,
        cast(sum(returners) as bigint) as returners,
        cast(sum(repeaters) as bigint) as repeaters,
        cast(sum(product_repeaters) as bigint) as product_repeaters,
        cast(sum(firsts) as bigint) as firsts,
        cast(sum(seconds) as bigint) as seconds
    from changes
    group by month, channel, sales_model
)

select * from monthly
