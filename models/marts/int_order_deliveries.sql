with

shipments as (select * from {{ ref('int_order_shipments') }}),

orders as (select * from {{ ref('int_orders') }}),

-- A promise that has passed is broken even if nothing has arrived yet, unless the
-- order or the parcel was called off.
judged as (
    select
        shipments.source_name,
        shipments.source_order_id,
        shipments.shipment_source_name,
        shipments.promised_at,
        shipments.delivered_at,
        case
            when shipments.promised_at is null then null
            when shipments.delivered_at is not null
                then shipments.delivered_at > shipments.promised_at
            when coalesce(shipments.status in ('cancelled', 'returned'), false)
                then null
            when orders.status = 'cancelled' or orders.cancelled_at is not null
                then null
            else shipments.promised_at < {{ as_of() }}
        end as is_late
    from shipments
    inner join orders
        on
            shipments.source_name = orders.source_name
            and shipments.source_order_id = orders.source_order_id
),

per_tool as (
    select
        source_name,
        source_order_id,
        shipment_source_name,
        max(promised_at) as promised_at,
        case
            when count(delivered_at) = count(*) then max(delivered_at)
        end as delivered_at,
        bool_or(is_late) as is_delivered_late
    from judged
    group by source_name, source_order_id, shipment_source_name
),

-- The shop and the warehouse may speak of the same parcels: one tool speaks for an
-- order, first one that knows a promise, then the order's own.
ranked as (
    select
        source_name,
        source_order_id,
        promised_at,
        delivered_at,
        is_delivered_late,
        row_number() over (
            partition by source_name, source_order_id
            order by
                case when promised_at is null then 1 else 0 end asc,
                case when shipment_source_name = source_name then 0 else 1 end asc,
                shipment_source_name asc
        ) as place
    from per_tool
),

per_order as (
    select
        source_name,
        source_order_id,
        promised_at,
        delivered_at,
        is_delivered_late
    from ranked
    where place = 1
)

select * from per_order
