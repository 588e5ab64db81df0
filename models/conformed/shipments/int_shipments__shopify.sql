with

fulfillments as (select * from {{ ref('stg_shopify__fulfillments') }}),

in_our_words as (
    select
        'shopify' as source_name,
        shopify_fulfillment_id as source_shipment_id,
        shopify_order_id as source_order_id,
        estimated_delivery_at as promised_at,
        coalesce(in_transit_at, created_at) as shipped_at,
        delivered_at,
        tracking_company as carrier,
        case
            when delivered_at is not null or shipment_status = 'delivered'
                then 'delivered'
            when
                status in ('cancelled', 'error', 'failure')
                or shipment_status = 'failure'
                then 'failed'
            when in_transit_at is not null or status = 'success' then 'in_transit'
            else 'open'
        end as status,
        updated_at
    from fulfillments
)

select * from in_our_words
