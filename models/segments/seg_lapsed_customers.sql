with

people as (select * from {{ ref('customers') }}),

segment_parameters as (select * from {{ ref('segment_parameters') }}),

limits as (
    select
        max(case when parameter = 'minimum_orders' then value end) as minimum_orders,
        max(case when parameter = 'quiet_days' then value end) as quiet_days,
        max(case when parameter = 'lost_days' then value end) as lost_days
    from segment_parameters
    where segment_name = 'lapsed_customers'
),

quiet as (
    select
        customer_id,
        order_count,
        net_sales_amount,
        {{ days_between('last_order_date', business_date(as_of())) }} as quiet_days
    from people
    where order_count > 0
),

lapsed as (
    select
        'lapsed_customers' as segment_name,
        quiet.customer_id,
        cast(quiet.order_count as string) || ' orders, the last '
        || cast(quiet.quiet_days as string) || ' days ago' as reason,
        cast(quiet.net_sales_amount as decimal(18, 4)) as score
    from quiet
    cross join limits
    where
        quiet.order_count >= limits.minimum_orders
        and quiet.quiet_days > limits.quiet_days
        and quiet.quiet_days <= limits.lost_days
)

select * from lapsed
