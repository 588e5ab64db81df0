with

promotions as (select * from {{ ref('stg_amazon__item_promotions') }}),

per_id as (
    select
        promotion_id,
        max(currency) as currency
    from promotions
    group by promotion_id
),

in_our_words as (
    select
        'amazon' as source_name,
        promotion_id as promotion_code,
        'discount' as promotion_type,
        cast(null as timestamp) as valid_from,
        cast(null as timestamp) as valid_to,
        cast(null as decimal(18, 4)) as minimum_order_amount,
        cast(null as decimal(18, 4)) as value_amount,
        cast(null as decimal(18, 4)) as value_percent,
        currency,
        cast(null as string) as issued_to_record_id,
        cast(null as string) as campaign_id
    from per_id
)

select * from in_our_words
