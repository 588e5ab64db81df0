with

members as (select * from {{ ref('stg_loyalty__members') }}),

in_our_words as (
    select
        'loyalty' as source_name,
        card_number as loyalty_card_number,
        card_number as source_record_id,
        email,
        phone,
        tier,
        joined_on,
        left_on
    from members
)

select * from in_our_words
