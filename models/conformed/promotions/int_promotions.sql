with

nothing_yet as (
    select
        cast(null as string) as source_name,
        cast(null as string) as promotion_code,
        cast(null as string) as promotion_type,
        cast(null as timestamp) as valid_from,
        cast(null as timestamp) as valid_to,
        cast(null as decimal(18, 4)) as minimum_order_amount,
        cast(null as decimal(18, 4)) as value_amount,
        cast(null as decimal(18, 4)) as value_percent,
        cast(null as string) as currency,
        cast(null as string) as issued_to_record_id,
        cast(null as string) as campaign_id
    where 1 = 0
)

select * from nothing_yet
