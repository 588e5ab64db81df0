with

deliveries as (select * from {{ ref('stg_shopware__order_deliveries') }}),

in_our_words as (
    select
        'shopware' as source_name,
        shopware_delivery_id as source_shipment_id,
        shopware_order_id as source_order_id,
        -- Shopware keeps no times of dispatch and arrival on a delivery: once it has
        -- left, nobody can say whether the promise was kept, so none is stated.
        case when delivery_state = 'open' then expected_until end as promised_at,
        cast(null as timestamp) as shipped_at,
        cast(null as timestamp) as delivered_at,
        shipping_method as carrier,
        case
            when delivery_state in ('returned', 'returned_partially') then 'delivered'
            when delivery_state in ('shipped', 'shipped_partially') then 'in_transit'
            when delivery_state in ('cancelled', 'failed') then 'failed'
            else 'open'
        end as status,
        updated_at
    from deliveries
    -- A free-shipping promotion is kept as a second delivery with negative costs.
    where coalesce(shipping_costs_amount, 0) >= 0
)

select * from in_our_words
