with

stock_levels as (select * from {{ ref('stg_template__stock_levels') }}),

in_our_words as (
    select
        source_name,
        sku,
        location_id,
        measured_at,
        on_hand_quantity,
        reserved_quantity
    from stock_levels
)

select * from in_our_words
