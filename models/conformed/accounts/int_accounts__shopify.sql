with

orders as (select * from {{ ref('stg_shopify__orders') }}),

ranked as (
    select
        shopify_company_id,
        company_name,
        street,
        postal_code,
        city,
        country_code,
        updated_at,
        row_number() over (
            partition by shopify_company_id
            order by
                case when company_name is null then 1 else 0 end,
                updated_at desc nulls last,
                shopify_order_id
        ) as statement_rank
    from orders
    where shopify_company_id is not null
),

in_our_words as (
    select
        'shopify' as source_name,
        shopify_company_id as source_account_id,
        company_name,
        cast(null as string) as vat_id,
        cast(null as string) as domain,
        cast(null as string) as parent_account_id,
        cast(null as string) as industry,
        street,
        postal_code,
        city,
        country_code,
        updated_at
    from ranked
    where statement_rank = 1
)

select * from in_our_words
