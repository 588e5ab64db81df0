with

lines as (select * from {{ ref('stg_dsfinvk__transaction_lines') }}),

ranked as (
    select
        article_number,
        gtin,
        article_text,
        product_group,
        unit_price_amount,
        closing_created_at,
        row_number() over (
            partition by article_number
            order by closing_created_at desc nulls last, transaction_line_id desc
        ) as statement_rank
    from lines
    where
        article_number is not null
        and coalesce(business_case_type, 'Umsatz') = 'Umsatz'
),

in_our_words as (
    select
        'dsfinvk' as source_name,
        article_number as source_product_id,
        article_number as sku,
        gtin,
        article_text as product_name,
        cast(null as string) as brand,
        product_group as category_path,
        cast(null as decimal(18, 4)) as unit_cost_amount,
        unit_price_amount as list_price_amount,
        'EUR' as currency,
        true as is_active,
        cast(null as date) as launched_on,
        cast(null as string) as asset_url,
        closing_created_at as updated_at
    from ranked
    where statement_rank = 1
)

select * from in_our_words
