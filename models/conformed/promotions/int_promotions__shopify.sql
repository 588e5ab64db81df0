with

discount_codes as (select * from {{ ref('stg_shopify__discount_codes') }}),

per_code as (
    select
        code,
        max(case when discount_type = 'fixed_amount' then 1 else 0 end)
            as is_fixed_amount,
        max(case when discount_type = 'fixed_amount' then applied_amount end)
            as largest_amount,
        max(currency) as currency
    from discount_codes
    where code is not null
    group by code
),

in_our_words as (
    select
        'shopify' as source_name,
        code as promotion_code,
        case when is_fixed_amount = 1 then 'voucher' else 'discount' end
            as promotion_type,
        cast(null as timestamp) as valid_from,
        cast(null as timestamp) as valid_to,
        cast(null as decimal(18, 4)) as minimum_order_amount,
        largest_amount as value_amount,
        cast(null as decimal(18, 4)) as value_percent,
        currency,
        cast(null as string) as issued_to_record_id,
        cast(null as string) as campaign_id
    from per_code
)

select * from in_our_words
