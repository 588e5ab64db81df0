with

nothing_yet as (
    select
        cast(null as string) as record_key,
        cast(null as string) as source_name,
        cast(null as string) as source_record_id,
        cast(null as timestamp) as created_at
    where 1 = 0
)

select * from nothing_yet
