with

items as (select * from {{ ref('stg_amazon__order_items') }}),

ranked as (
    select
        sku,
        product_name,
        currency,
        {{ unit_price('item_amount', 'quantity') }} as unit_price_amount,
        purchased_at,
        row_number() over (
            partition by sku
            order by
                case when item_amount > 0 then 0 else 1 end,
                purchased_at desc nulls last,
                amazon_item_id
        ) as statement_rank
    from items
),

in_our_words as (
    select
        'amazon' as source_name,
        sku as source_product_id,
        sku,
        cast(null as string) as gtin,
        product_name,
        cast(null as string) as brand,
        cast(null as string) as category_path,
        cast(null as decimal(18, 4)) as unit_cost_amount,
        unit_price_amount as list_price_amount,
        currency,
        true as is_active,
        cast(null as date) as launched_on,
        cast(null as string) as asset_url,
        purchased_at as updated_at
    from ranked
    where statement_rank = 1
)

select * from in_our_words
