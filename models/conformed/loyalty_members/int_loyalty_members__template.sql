with

loyalty_members as (select * from {{ ref('stg_template__loyalty_members') }}),

in_our_words as (
    select
        source_name,
        loyalty_card_number,
        source_record_id,
        email,
        phone,
        tier,
        joined_on,
        left_on
    from loyalty_members
)

select * from in_our_words
