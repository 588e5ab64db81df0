with

shipments as (select * from {{ ref('int_shipments') }}),

orders as (select * from {{ ref('int_orders') }}),

-- What others may quote: the order's id or its printed number, and which tool's it is.
quotable as (
    select
        source_name,
        source_order_id,
        lower(source_order_id) as order_reference
    from orders
    union distinct
    select
        source_name,
        source_order_id,
        replace(lower(order_number), '#', '') as order_reference
    from orders
    where order_number is not null
),

references_of_orders as (
    select
        source_name,
        source_order_id,
        order_reference
    from quotable
    union distinct
    select
        source_name,
        source_order_id,
        source_name || ':' || order_reference as order_reference
    from quotable
),

-- A number that two orders bear names neither.
unambiguous as (
    select
        order_reference,
        min(source_name) as source_name,
        min(source_order_id) as source_order_id
    from references_of_orders
    group by order_reference
    having count(*) = 1
),

linked as (
    select
        coalesce(own_orders.source_name, unambiguous.source_name) as source_name,
        coalesce(own_orders.source_order_id, unambiguous.source_order_id)
            as source_order_id,
        shipments.source_name as shipment_source_name,
        shipments.source_shipment_id,
        shipments.promised_at,
        shipments.delivered_at,
        shipments.status
    from shipments
    left join orders as own_orders
        on
            shipments.source_name = own_orders.source_name
            and shipments.source_order_id = own_orders.source_order_id
    left join unambiguous
        on
            own_orders.source_order_id is null
            and replace(lower(shipments.source_order_id), '#', '')
            = unambiguous.order_reference
),

found as (
    select
        source_name,
        source_order_id,
        shipment_source_name,
        source_shipment_id,
        promised_at,
        delivered_at,
        status
    from linked
    where source_order_id is not null
)

select * from found
