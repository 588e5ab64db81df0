with

articles as (select * from {{ ref('int_article_details') }}),

lines as (select * from {{ ref('order_lines') }}),

stated as (
    select
        product_id,
        product_id as statement_key,
        0 as is_line,
        sku,
        gtin,
        product_name,
        brand,
        category_path,
        asset_url,
        currency,
        unit_cost_amount,
        list_price_amount,
        is_active,
        launched_on,
        cast(null as timestamp) as updated_at
    from articles
    union all
    select
        product_id,
        order_line_id as statement_key,
        1 as is_line,
        sku,
        gtin,
        product_name,
        null as brand,
        null as category_path,
        null as asset_url,
        null as currency,
        null as unit_cost_amount,
        null as list_price_amount,
        null as is_active,
        null as launched_on,
        line_at as updated_at
    from lines
    where product_id is not null
),

ranked as (
    select
        product_id,
        sku,
        gtin,
        product_name,
        brand,
        category_path,
        asset_url,
        currency,
        unit_cost_amount,
        list_price_amount,
        is_active,
        launched_on,
        row_number() over (
            partition by product_id
            order by
                is_line asc,
                case when product_name is null then 1 else 0 end asc,
                updated_at desc nulls last, statement_key asc
        ) as place
    from stated
),

newest as (
    select
        product_id,
        sku,
        gtin,
        product_name,
        brand,
        category_path,
        asset_url,
        currency,
        unit_cost_amount,
        list_price_amount,
        is_active,
        launched_on
    from ranked
    where place = 1
)

select * from newest
