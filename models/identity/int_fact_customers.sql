with

nothing_yet as (
    select
        cast(null as string) as fact_type,
        cast(null as string) as source_name,
        cast(null as string) as fact_id,
        cast(null as string) as customer_id
    where 1 = 0
)

select * from nothing_yet
