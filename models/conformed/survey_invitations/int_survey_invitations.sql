with

nothing_yet as (
    select
        cast(null as string) as source_name,
        cast(null as string) as source_invitation_id,
        cast(null as timestamp) as invited_at,
        cast(null as string) as source_record_id,
        cast(null as string) as email,
        cast(null as string) as instrument,
        cast(null as string) as touchpoint
    where 1 = 0
)

select * from nothing_yet
