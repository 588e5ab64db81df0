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

-- What a parcel quotes of another tool's order; nothing where its own tool knows it.
quoting as (
    select
        own_orders.source_name,
        own_orders.source_order_id,
        shipments.source_name as shipment_source_name,
        shipments.source_shipment_id,
        shipments.promised_at,
        shipments.delivered_at,
        shipments.status,
        case
            when own_orders.source_order_id is null
                then replace(lower(shipments.source_order_id), '#', '')
        end as quoted_reference
    from shipments
    left join orders as own_orders
        on
            shipments.source_name = own_orders.source_name
            and shipments.source_order_id = own_orders.source_order_id
),

-- By nothing but equality: with another condition engines compare each with each.
linked as (
    select
        coalesce(quoting.source_name, unambiguous.source_name) as source_name,
        coalesce(quoting.source_order_id, unambiguous.source_order_id)
            as source_order_id,
        quoting.shipment_source_name,
        quoting.source_shipment_id,
        quoting.promised_at,
        quoting.delivered_at,
        quoting.status
    from quoting
    left join unambiguous
        on quoting.quoted_reference = unambiguous.order_reference
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
