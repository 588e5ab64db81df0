with

line_items as (select * from {{ ref('stg_shopware__order_line_items') }}),

orders as (select * from {{ ref('stg_shopware__orders') }}),

per_code as (
    select
        line_items.promotion_code,
        max(case when line_items.discount_type <> 'percentage' then 1 else 0 end)
            as is_amount,
        max(line_items.discount_value) as discount_value,
        max(orders.currency) as currency
    from line_items
    inner join orders on line_items.shopware_order_id = orders.shopware_order_id
    where line_items.promotion_code is not null and line_items.total_amount < 0
    group by line_items.promotion_code
),

in_our_words as (
    select
        'shopware' as source_name,
        promotion_code,
        case when is_amount = 1 then 'voucher' else 'discount' end as promotion_type,
        cast(null as timestamp) as valid_from,
        cast(null as timestamp) as valid_to,
        cast(null as decimal(18, 4)) as minimum_order_amount,
        case when is_amount = 1 then discount_value end as value_amount,
        case when is_amount = 0 then discount_value end as value_percent,
        currency,
        cast(null as string) as issued_to_record_id,
        cast(null as string) as campaign_id
    from per_code
)

select * from in_our_words
