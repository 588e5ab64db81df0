-- Each conformed order line is one row of marts.order_lines, whether or not its order
-- has arrived.
with

source_lines as (select * from {{ ref('int_order_lines') }}),

lines as (select * from {{ ref('order_lines') }}),

both_sides as (
    select
        source_name,
        source_order_line_id,
        1 as expected,
        0 as found
    from source_lines
    union all
    select
        source_name,
        source_order_line_id,
        0 as expected,
        1 as found
    from lines
),

unequal as (
    select
        source_name,
        source_order_line_id,
        sum(expected) as expected_count,
        sum(found) as found_count
    from both_sides
    group by source_name, source_order_line_id
    having sum(expected) <> 1 or sum(found) <> 1
)

select * from unequal
