with

placed_orders as (select * from {{ ref('orders') }}),

people as (select * from {{ ref('customers') }}),

segment_parameters as (select * from {{ ref('segment_parameters') }}),

limits as (
    select
        max(case when parameter = 'window_days' then value end) as window_days,
        max(case when parameter = 'top_share' then value end) as top_share
    from segment_parameters
    where segment_name = 'high_value_without_newsletter'
),

recent as (
    select
        placed_orders.customer_id,
        placed_orders.currency,
        sum(placed_orders.net_sales_amount) as net_sales_amount
    from placed_orders
    cross join limits
    where
        placed_orders.is_valid
        and placed_orders.customer_id is not null
        and placed_orders.ordered_at <= {{ as_of() }}
        and {{ days_between('placed_orders.order_date', business_date(as_of())) }}
        < limits.window_days
    group by placed_orders.customer_id, placed_orders.currency
),

-- Amounts in different currencies are never compared.
ranked as (
    select
        customer_id,
        currency,
        net_sales_amount,
        row_number() over (
            partition by currency order by net_sales_amount desc, customer_id asc
        ) as place,
        count(*) over (partition by currency) as customer_count
    from recent
),

best as (
    select
        ranked.customer_id,
        ranked.currency,
        ranked.net_sales_amount,
        row_number() over (
            partition by ranked.customer_id
            order by ranked.place asc, ranked.currency asc
        ) as choice
    from ranked
    cross join limits
    where ranked.place <= ceil(ranked.customer_count * limits.top_share)
),

unreached as (
    select
        'high_value_without_newsletter' as segment_name,
        best.customer_id,
        'net sales of ' || cast(
            cast(best.net_sales_amount as decimal(18, 2)) as string
        ) || ' ' || best.currency || ' in the window, no newsletter consent' as reason,
        cast(best.net_sales_amount as decimal(18, 4)) as score
    from best
    inner join people on best.customer_id = people.customer_id
    where best.choice = 1 and not people.has_marketing_email_consent
)

select * from unreached
