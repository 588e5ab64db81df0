with

nothing_yet as (
    select
        cast(null as string) as segment_name,
        cast(null as string) as customer_id,
        cast(null as timestamp) as entered_at,
        cast(null as timestamp) as left_at,
        cast(null as boolean) as is_current
    where 1 = 0
)

select * from nothing_yet
