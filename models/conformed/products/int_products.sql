with

nothing_yet as (
    select
        cast(null as string) as source_name,
        cast(null as string) as source_product_id,
        cast(null as string) as sku,
        cast(null as string) as gtin,
        cast(null as string) as product_name,
        cast(null as string) as brand,
        cast(null as string) as category_path,
        cast(null as decimal(18, 4)) as unit_cost_amount,
        cast(null as decimal(18, 4)) as list_price_amount,
        cast(null as string) as currency,
        cast(null as boolean) as is_active,
        cast(null as date) as launched_on,
        cast(null as string) as asset_url,
        cast(null as timestamp) as updated_at
    where 1 = 0
)

select * from nothing_yet
