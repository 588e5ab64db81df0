with

placed_orders as (select * from {{ ref('orders') }}),

lines as (select * from {{ ref('order_lines') }}),

returned as (
    select
        lines.order_id,
        lines.line_at as happened_at,
        cast(sum(lines.return_amount) as decimal(18, 4)) as amount
    from lines
    inner join placed_orders on lines.order_id = placed_orders.order_id
    where lines.line_type = 'return' and not placed_orders.is_cancelled
    group by lines.order_id, lines.line_at
),

events as (
    select
        order_id,
        case
            when channel = 'store' then 'Receipt Issued' else 'Order Completed'
        end as event_type,
        ordered_at as happened_at,
        gross_sales_amount - discount_amount as amount
    from placed_orders
    where gross_sales_amount > 0
    union all
    select
        order_id,
        'Order Cancelled' as event_type,
        coalesce(cancelled_at, ordered_at) as happened_at,
        gross_sales_amount - discount_amount as amount
    from placed_orders
    where is_cancelled
    union all
    select
        order_id,
        'Delivery Promised' as event_type,
        ordered_at as happened_at,
        null as amount
    from placed_orders
    where promised_at is not null
    union all
    select
        order_id,
        'Delivery Delayed' as event_type,
        promised_at as happened_at,
        null as amount
    from placed_orders
    where is_delivered_late
    union all
    select
        order_id,
        'Delivery Delivered' as event_type,
        delivered_at as happened_at,
        null as amount
    from placed_orders
    where delivered_at is not null
    union all
    select
        order_id,
        'Order Refunded' as event_type,
        happened_at,
        amount
    from returned
),

attributed as (
    select
        placed_orders.customer_id,
        events.event_type,
        events.happened_at,
        placed_orders.source_name,
        events.order_id as reference_id,
        placed_orders.channel,
        placed_orders.currency,
        cast(events.amount as decimal(18, 4)) as amount
    from events
    inner join placed_orders on events.order_id = placed_orders.order_id
    where placed_orders.customer_id is not null and not placed_orders.is_test
)

select * from attributed
