with

discounts as (select * from {{ ref('stg_square__order_discounts') }}),

per_name as (
    select
        discount_name,
        max(case when discount_type like '%AMOUNT' then 1 else 0 end) as is_amount,
        max(discount_amount) as largest_amount,
        max(discount_percent) as discount_percent,
        max(currency) as currency
    from discounts
    where discount_name is not null
    group by discount_name
),

in_our_words as (
    select
        'square' as source_name,
        discount_name as promotion_code,
        case when is_amount = 1 then 'voucher' else 'discount' end as promotion_type,
        cast(null as timestamp) as valid_from,
        cast(null as timestamp) as valid_to,
        cast(null as decimal(18, 4)) as minimum_order_amount,
        largest_amount as value_amount,
        case when is_amount = 0 then discount_percent end as value_percent,
        currency,
        cast(null as string) as issued_to_record_id,
        cast(null as string) as campaign_id
    from per_name
)

select * from in_our_words
