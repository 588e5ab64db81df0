with

statements as (select * from {{ ref('int_article_statements') }}),

keyed as (
    select
        product_id,
        source_name || ':' || source_product_id as statement_key,
        sku, gtin, product_name, brand, category_path, asset_url, currency,
        unit_cost_amount, list_price_amount, is_active, launched_on, updated_at
    from statements
),

-- A till sells an article every day and knows neither brand nor cost: what one tool
-- does not say, the newest that says it keeps.
ranked as (
    select
        product_id,
        sku, gtin, product_name, brand, category_path, asset_url, currency,
        unit_cost_amount, list_price_amount, is_active, launched_on,
        row_number() over (
            partition by product_id
            order by
                case when product_name is null then 1 else 0 end asc,
                updated_at desc nulls last, statement_key asc
        ) as name_place,
        row_number() over (
            partition by product_id
            order by
                case when brand is null then 1 else 0 end asc,
                updated_at desc nulls last, statement_key asc
        ) as brand_place,
        row_number() over (
            partition by product_id
            order by
                case when category_path is null then 1 else 0 end asc,
                updated_at desc nulls last, statement_key asc
        ) as category_place,
        row_number() over (
            partition by product_id
            order by
                case when asset_url is null then 1 else 0 end asc,
                updated_at desc nulls last, statement_key asc
        ) as asset_place,
        row_number() over (
            partition by product_id
            order by
                case when unit_cost_amount is null then 1 else 0 end asc,
                updated_at desc nulls last, statement_key asc
        ) as cost_place,
        row_number() over (
            partition by product_id
            order by
                case
                    when list_price_amount is null then 2
                    when currency is null then 1
                    else 0
                end asc,
                updated_at desc nulls last, statement_key asc
        ) as price_place
    from keyed
),

details as (
    select
        product_id,
        max(case when name_place = 1 then sku end) as sku,
        max(case when name_place = 1 then gtin end) as gtin,
        max(case when name_place = 1 then product_name end) as product_name,
        max(case when brand_place = 1 then brand end) as brand,
        max(case when category_place = 1 then category_path end) as category_path,
        max(case when asset_place = 1 then asset_url end) as asset_url,
        max(case when price_place = 1 then currency end) as currency,
        max(case when cost_place = 1 then unit_cost_amount end) as unit_cost_amount,
        max(case when price_place = 1 then list_price_amount end)
            as list_price_amount,
        bool_or(case when name_place = 1 then is_active end) as is_active,
        min(launched_on) as launched_on
    from ranked
    group by product_id
)

select * from details
