with

nothing_yet as (
    select
        cast(null as string) as record_key,
        cast(null as string) as source_name,
        cast(null as string) as source_record_id,
        cast(null as string) as customer_id,
        cast(null as string) as matched_by,
        cast(null as decimal(18, 4)) as confidence,
        cast(null as timestamp) as assigned_at
    where 1 = 0
)

select * from nothing_yet
