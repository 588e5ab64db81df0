with

nothing_yet as (
    select
        cast(null as string) as source_name,
        cast(null as string) as source_record_id,
        cast(null as string) as purpose,
        cast(null as string) as status,
        cast(null as timestamp) as changed_at,
        cast(null as string) as email,
        cast(null as string) as phone,
        cast(null as string) as method,
        cast(null as string) as proof_ref,
        cast(null as timestamp) as expires_at
    where 1 = 0
)

select * from nothing_yet
