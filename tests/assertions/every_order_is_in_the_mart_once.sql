-- What comes in is what is counted: each conformed order is one row of marts.orders,
-- and no row of marts.orders is anything else.
with

source_orders as (select * from {{ ref('int_orders') }}),

placed_orders as (select * from {{ ref('orders') }}),

both_sides as (
    select
        source_name,
        source_order_id,
        1 as expected,
        0 as found
    from source_orders
    union all
    select
        source_name,
        source_order_id,
        0 as expected,
        1 as found
    from placed_orders
),

unequal as (
    select
        source_name,
        source_order_id,
        sum(expected) as expected_count,
        sum(found) as found_count
    from both_sides
    group by source_name, source_order_id
    having sum(expected) <> 1 or sum(found) <> 1
)

select * from unequal
