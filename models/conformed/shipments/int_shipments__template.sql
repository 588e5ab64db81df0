with

shipments as (select * from {{ ref('stg_template__shipments') }}),

in_our_words as (
    select
        source_name,
        source_shipment_id,
        source_order_id,
        promised_at,
        shipped_at,
        delivered_at,
        carrier,
        status,
        updated_at
    from shipments
)

select * from in_our_words
