with

orders as (select * from {{ ref('orders') }}),

valid as (
    select
        {{ month_of('order_date') }} as month,
        coalesce(channel, 'unknown') as channel,
        coalesce(sales_model, 'unknown') as sales_model,
        customer_id is not null as is_identified,
        coalesce(is_first_order, false) as is_first_order
    from orders
    where is_valid
),

counted as (
    select
        month,
        case when grouping(channel) = 1 then 'all' else channel end as channel,
        case when grouping(sales_model) = 1 then 'all' else sales_model end
            as sales_model,
        count(*) as order_count,
        count(*) filter (where is_identified and is_first_order) as new_order_count,
        count(*) filter (where is_identified and not is_first_order)
            as repeat_order_count,
        count(*) filter (where not is_identified) as anonymous_order_count
    from valid
    group by month, cube(channel, sales_model)
)

select * from counted
