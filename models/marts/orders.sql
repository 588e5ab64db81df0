with

nothing_yet as (
    select
        cast(null as string) as order_id,
        cast(null as string) as source_name,
        cast(null as string) as source_order_id,
        cast(null as string) as customer_id,
        cast(null as string) as channel,
        cast(null as string) as store_id,
        cast(null as string) as sales_model,
        cast(null as string) as status,
        cast(null as string) as promotion_codes,
        cast(null as string) as landing_site,
        cast(null as string) as referring_site,
        cast(null as bigint) as customer_order_number,
        cast(null as decimal(18, 4)) as item_quantity,
        cast(null as string) as currency,
        cast(null as decimal(18, 4)) as gross_sales_amount,
        cast(null as decimal(18, 4)) as discount_amount,
        cast(null as decimal(18, 4)) as return_amount,
        cast(null as decimal(18, 4)) as net_sales_amount,
        cast(null as decimal(18, 4)) as tax_amount,
        cast(null as decimal(18, 4)) as shipping_amount,
        cast(null as decimal(18, 4)) as total_amount,
        cast(null as boolean) as is_cancelled,
        cast(null as boolean) as is_test,
        cast(null as boolean) as is_valid,
        cast(null as boolean) as is_first_order,
        cast(null as boolean) as is_delivered_late,
        cast(null as date) as order_date,
        cast(null as date) as order_month,
        cast(null as timestamp) as ordered_at,
        cast(null as timestamp) as cancelled_at,
        cast(null as timestamp) as promised_at,
        cast(null as timestamp) as delivered_at
    where 1 = 0
)

select * from nothing_yet
