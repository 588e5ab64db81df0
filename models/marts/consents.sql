with

nothing_yet as (
    select
        cast(null as string) as customer_id,
        cast(null as string) as purpose,
        cast(null as string) as status,
        cast(null as string) as source_name,
        cast(null as string) as source_record_id,
        cast(null as boolean) as is_granted,
        cast(null as timestamp) as changed_at,
        cast(null as timestamp) as expires_at
    where 1 = 0
)

select * from nothing_yet
