with

promotions as (select * from {{ ref('stg_template__promotions') }}),

in_our_words as (
    select
        source_name,
        promotion_code,
        promotion_type,
        valid_from,
        valid_to,
        minimum_order_amount,
        value_amount,
        value_percent,
        currency,
        issued_to_record_id,
        campaign_id
    from promotions
)

select * from in_our_words
