with

nothing_yet as (
    select
        cast(null as string) as customer_id,
        cast(null as string) as standing_customer_id,
        cast(null as timestamp) as since_at
    where 1 = 0
)

select * from nothing_yet
