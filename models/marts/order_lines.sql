with

nothing_yet as (
    select
        cast(null as string) as order_line_id,
        cast(null as string) as order_id,
        cast(null as string) as source_name,
        cast(null as string) as source_order_line_id,
        cast(null as string) as source_order_id,
        cast(null as string) as customer_id,
        cast(null as string) as product_id,
        cast(null as string) as sku,
        cast(null as string) as gtin,
        cast(null as string) as product_name,
        cast(null as string) as line_type,
        cast(null as string) as return_reason,
        cast(null as decimal(18, 4)) as quantity,
        cast(null as string) as currency,
        cast(null as decimal(18, 4)) as unit_price_amount,
        cast(null as decimal(18, 4)) as discount_amount,
        cast(null as decimal(18, 4)) as tax_amount,
        cast(null as decimal(18, 4)) as line_amount,
        cast(null as boolean) as is_valid,
        cast(null as date) as order_date,
        cast(null as timestamp) as line_at
    where 1 = 0
)

select * from nothing_yet
