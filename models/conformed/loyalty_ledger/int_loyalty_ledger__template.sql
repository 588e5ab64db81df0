with

loyalty_ledger as (select * from {{ ref('stg_template__loyalty_ledger') }}),

in_our_words as (
    select
        source_name,
        source_entry_id,
        loyalty_card_number,
        occurred_at,
        points,
        entry_type,
        source_order_id
    from loyalty_ledger
)

select * from in_our_words
