with

discount_codes as (select * from {{ ref('stg_shopify__discount_codes') }}),

issued_codes as (select * from {{ ref('stg_shopify__issued_codes') }}),

price_rules as (select * from {{ ref('stg_shopify__price_rules') }}),

used as (
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

ranked as (
    select
        code,
        shopify_price_rule_id,
        row_number() over (
            partition by code
            order by updated_at desc nulls last, shopify_discount_code_id
        ) as code_rank
    from issued_codes
),

issued as (
    select
        ranked.code,
        ranked.shopify_price_rule_id,
        price_rules.value_type,
        price_rules.value,
        price_rules.minimum_subtotal_amount,
        -- A rule for one customer alone is that customer's own offer.
        case
            when price_rules.second_customer_id is null
                then price_rules.first_customer_id
        end as only_customer_id,
        price_rules.starts_at,
        price_rules.ends_at
    from ranked
    left outer join price_rules
        on ranked.shopify_price_rule_id = price_rules.shopify_price_rule_id
    where ranked.code_rank = 1
),

in_our_words as (
    select
        'shopify' as source_name,
        coalesce(issued.code, used.code) as promotion_code,
        case
            when issued.only_customer_id is not null then 'personal_offer'
            when issued.value_type = 'fixed_amount' then 'voucher'
            when issued.value_type is null and used.is_fixed_amount = 1 then 'voucher'
            else 'discount'
        end as promotion_type,
        issued.starts_at as valid_from,
        issued.ends_at as valid_to,
        issued.minimum_subtotal_amount as minimum_order_amount,
        case
            when issued.value_type = 'fixed_amount' then issued.value
            when issued.value_type is null then used.largest_amount
        end as value_amount,
        case when issued.value_type = 'percentage' then issued.value end
            as value_percent,
        used.currency,
        issued.only_customer_id as issued_to_record_id,
        issued.shopify_price_rule_id as campaign_id
    from issued
    full outer join used on issued.code = used.code
)

select * from in_our_words
