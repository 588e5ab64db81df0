with

points as (select * from {{ ref('stg_loyalty__points') }}),

in_our_words as (
    select
        'loyalty' as source_name,
        entry_id as source_entry_id,
        card_number as loyalty_card_number,
        booked_at as occurred_at,
        points,
        entry_type,
        case
            when order_number is not null
                then concat_ws(':', order_source, order_number)
        end as source_order_id
    from points
)

select * from in_our_words
