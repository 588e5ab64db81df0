with

nothing_yet as (
    select
        cast(null as string) as source_name,
        cast(null as string) as source_contact_id,
        cast(null as timestamp) as opened_at,
        cast(null as string) as source_record_id,
        cast(null as string) as email,
        cast(null as string) as phone,
        cast(null as string) as channel,
        cast(null as string) as source_order_id,
        cast(null as string) as sku,
        cast(null as string) as reason,
        cast(null as timestamp) as first_replied_at,
        cast(null as timestamp) as solved_at,
        cast(null as timestamp) as closed_at,
        cast(null as bigint) as reopen_count,
        cast(null as bigint) as public_reply_count,
        cast(null as decimal(18, 4)) as handle_minutes,
        cast(null as decimal(18, 4)) as cost_amount,
        cast(null as string) as currency,
        cast(null as string) as agent_id,
        cast(null as string) as status,
        cast(null as timestamp) as updated_at
    where 1 = 0
)

select * from nothing_yet
