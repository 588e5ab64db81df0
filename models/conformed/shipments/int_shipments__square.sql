with

fulfillments as (select * from {{ ref('stg_square__order_fulfillments') }}),

in_our_words as (
    select
        'square' as source_name,
        square_fulfillment_id as source_shipment_id,
        square_order_id as source_order_id,
        -- Where nobody noted the arrival, nobody can say whether the promise was kept.
        case
            when
                received_at is not null
                or fulfillment_state in ('PROPOSED', 'RESERVED', 'PREPARED')
                then promised_at
        end as promised_at,
        shipped_at,
        received_at as delivered_at,
        carrier,
        case
            when received_at is not null then 'delivered'
            when fulfillment_state in ('CANCELED', 'FAILED') then 'failed'
            when fulfillment_state = 'COMPLETED' and fulfillment_type <> 'SHIPMENT'
                then 'delivered'
            when shipped_at is not null or fulfillment_state = 'COMPLETED'
                then 'in_transit'
            else 'open'
        end as status,
        updated_at
    from fulfillments
)

select * from in_our_words
