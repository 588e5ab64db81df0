with

nothing_yet as (
    select
        cast(null as string) as source_name,
        cast(null as string) as source_order_id,
        cast(null as timestamp) as ordered_at,
        cast(null as string) as currency,
        cast(null as string) as source_record_id,
        cast(null as string) as email,
        cast(null as string) as phone,
        cast(null as string) as loyalty_card_number,
        cast(null as string) as channel,
        cast(null as string) as store_id,
        cast(null as string) as sales_model,
        cast(null as string) as status,
        cast(null as boolean) as is_test,
        cast(null as decimal(18, 4)) as gross_amount,
        cast(null as decimal(18, 4)) as discount_amount,
        cast(null as decimal(18, 4)) as tax_amount,
        cast(null as decimal(18, 4)) as shipping_amount,
        cast(null as decimal(18, 4)) as total_amount,
        cast(null as string) as promotion_codes,
        cast(null as string) as landing_site,
        cast(null as string) as referring_site,
        cast(null as timestamp) as cancelled_at,
        cast(null as timestamp) as updated_at
    where 1 = 0
)

select * from nothing_yet
