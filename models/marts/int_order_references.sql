with

source_orders as (select * from {{ ref('int_orders') }}),

placed_orders as (select * from {{ ref('orders') }}),

numbers as (
    select
        source_name || ':' || source_order_id as order_id,
        replace(lower(source_order_id), '#', '') as order_reference
    from source_orders
    union distinct
    select
        source_name || ':' || source_order_id as order_id,
        replace(lower(order_number), '#', '') as order_reference
    from source_orders
),

quotable as (
    select
        placed_orders.order_id,
        placed_orders.source_name,
        placed_orders.customer_id,
        numbers.order_reference
    from placed_orders
    inner join numbers on placed_orders.order_id = numbers.order_id
    where numbers.order_reference is not null
)

select * from quotable
