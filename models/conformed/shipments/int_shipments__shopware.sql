with

deliveries as (select * from {{ ref('stg_shopware__order_deliveries') }}),

state_changes as (select * from {{ ref('stg_shopware__state_changes') }}),

dispatches as (
    select
        entity_id as shopware_delivery_id,
        min(changed_at) as shipped_at
    from state_changes
    where entity_name = 'order_delivery' and to_state like 'shipped%'
    group by entity_id
),

in_our_words as (
    select
        'shopware' as source_name,
        deliveries.shopware_delivery_id as source_shipment_id,
        deliveries.shopware_order_id as source_order_id,
        -- Shopware does not hear of a parcel's arrival: once it has left, nobody can
        -- say whether the promise was kept, so none is stated.
        case when deliveries.delivery_state = 'open' then deliveries.expected_until end
            as promised_at,
        dispatches.shipped_at,
        cast(null as timestamp) as delivered_at,
        deliveries.shipping_method as carrier,
        case
            when deliveries.delivery_state in ('returned', 'returned_partially')
                then 'delivered'
            when deliveries.delivery_state in ('shipped', 'shipped_partially')
                then 'in_transit'
            when deliveries.delivery_state in ('cancelled', 'failed') then 'failed'
            else 'open'
        end as status,
        deliveries.updated_at
    from deliveries
    left outer join dispatches
        on deliveries.shopware_delivery_id = dispatches.shopware_delivery_id
    -- A free-shipping promotion is kept as a second delivery with negative costs.
    where coalesce(deliveries.shipping_costs_amount, 0) >= 0
)

select * from in_our_words
