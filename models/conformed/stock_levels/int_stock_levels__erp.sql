with

bestand as (select * from {{ ref('stg_erp__bestand') }}),

in_our_words as (
    select
        'erp' as source_name,
        artikelnummer as sku,
        lagerort as location_id,
        stand_am as measured_at,
        bestand as on_hand_quantity,
        reserviert as reserved_quantity
    from bestand
)

select * from in_our_words
