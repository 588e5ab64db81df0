with

nothing_yet as (
    select
        cast(null as string) as source_name,
        cast(null as string) as source_order_line_id,
        cast(null as string) as source_order_id,
        cast(null as decimal(18, 4)) as quantity,
        cast(null as decimal(18, 4)) as unit_price_amount,
        cast(null as string) as product_id,
        cast(null as string) as sku,
        cast(null as string) as gtin,
        cast(null as string) as product_name,
        cast(null as decimal(18, 4)) as discount_amount,
        cast(null as decimal(18, 4)) as tax_amount,
        cast(null as string) as line_type,
        cast(null as timestamp) as line_at,
        cast(null as string) as return_reason
    where 1 = 0
)

select * from nothing_yet
