with

months as (select * from {{ ref('int_months') }}),

orders as (select * from {{ ref('orders') }}),

valid as (
    select
        {{ month_of('order_date') }} as month,
        coalesce(channel, 'unknown') as channel,
        coalesce(sales_model, 'unknown') as sales_model,
        coalesce(currency, 'XXX') as currency,
        coalesce(gross_sales_amount, 0) as gross_sales_amount,
        coalesce(discount_amount, 0) as discount_amount,
        coalesce(return_amount, 0) as return_amount,
        coalesce(net_sales_amount, 0) as net_sales_amount,
        customer_id is not null as is_identified
    from orders
    where is_valid
),

summed as (
    select
        month,
        case when grouping(channel) = 1 then 'all' else channel end as channel,
        case when grouping(sales_model) = 1 then 'all' else sales_model end
            as sales_model,
        currency,
        count(*) as order_count,
        count(*) filter (where is_identified) as identified_order_count,
        sum(gross_sales_amount) as gross_sales_amount,
        sum(discount_amount) as discount_amount,
        sum(return_amount) as return_amount,
        sum(net_sales_amount) as net_sales_amount,
        sum(case when is_identified then gross_sales_amount else 0 end)
            as identified_gross_sales_amount,
        sum(case when is_identified then net_sales_amount else 0 end)
            as identified_net_sales_amount
    from valid
    group by month, currency, cube(channel, sales_model)
),

valued as (
    select
        summed.month,
        summed.channel,
        summed.sales_model,
        summed.currency,
        summed.order_count,
        summed.identified_order_count,
        cast(summed.gross_sales_amount as decimal(18, 4)) as gross_sales_amount,
        cast(summed.discount_amount as decimal(18, 4)) as discount_amount,
        cast(summed.return_amount as decimal(18, 4)) as return_amount,
        cast(summed.net_sales_amount as decimal(18, 4)) as net_sales_amount,
        cast(summed.identified_gross_sales_amount as decimal(18, 4))
            as identified_gross_sales_amount,
        cast(summed.identified_net_sales_amount as decimal(18, 4))
            as identified_net_sales_amount,
        cast(summed.net_sales_amount as decimal(18, 4)) as numerator,
        summed.order_count as denominator,
        cast(
            {{ safe_divide('summed.net_sales_amount', 'summed.order_count') }}
            as decimal(18, 4)
        ) as average_order_value,
        cast(
            {{ safe_divide('summed.gross_sales_amount', 'summed.order_count') }}
            as decimal(18, 4)
        ) as gross_average_order_value,
        cast({{ safe_divide(
            'summed.identified_net_sales_amount', 'summed.identified_order_count'
        ) }} as decimal(18, 4)) as identified_average_order_value,
        months.is_complete
    from summed
    inner join months on summed.month = months.month
)

select * from valued
