-- What people spent in all tools, per currency, is the sum of the valid orders whose
-- person is known; no order is counted for two people, none is forgotten.
with

placed_orders as (select * from {{ ref('orders') }}),

spend as (select * from {{ ref('int_customer_spend') }}),

people as (select * from {{ ref('customers') }}),

of_orders as (
    select
        currency,
        count(*) as order_count,
        sum(net_sales_amount) as net_sales_amount
    from placed_orders
    where is_valid and customer_id is not null
    group by currency
),

of_people as (
    select
        spend.currency,
        sum(spend.order_count) as order_count,
        sum(spend.net_sales_amount) as net_sales_amount
    from spend
    inner join people on spend.customer_id = people.customer_id
    group by spend.currency
),

unequal as (
    select
        of_orders.currency,
        of_orders.order_count,
        of_people.order_count as order_count_of_people,
        of_orders.net_sales_amount,
        of_people.net_sales_amount as net_sales_of_people
    from of_orders
    left outer join of_people on of_orders.currency = of_people.currency
    where
        of_orders.order_count is distinct from of_people.order_count
        or of_orders.net_sales_amount is distinct from of_people.net_sales_amount
)

select * from unequal
