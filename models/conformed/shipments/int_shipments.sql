with

nothing_yet as (
    select
        cast(null as string) as source_name,
        cast(null as string) as source_shipment_id,
        cast(null as string) as source_order_id,
        cast(null as timestamp) as promised_at,
        cast(null as timestamp) as shipped_at,
        cast(null as timestamp) as delivered_at,
        cast(null as string) as carrier,
        cast(null as string) as status,
        cast(null as timestamp) as updated_at
    where 1 = 0
)

select * from nothing_yet
