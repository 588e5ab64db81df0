with

nothing_yet as (
    select
        cast(null as string) as service_contact_id,
        cast(null as string) as source_name,
        cast(null as string) as source_contact_id,
        cast(null as string) as customer_id,
        cast(null as string) as order_id,
        cast(null as string) as product_id,
        cast(null as string) as contact_channel,
        cast(null as string) as channel,
        cast(null as string) as sales_model,
        cast(null as string) as reason,
        cast(null as string) as status,
        cast(null as decimal(18, 4)) as handle_minutes,
        cast(null as bigint) as reopen_count,
        cast(null as bigint) as public_reply_count,
        cast(null as string) as currency,
        cast(null as decimal(18, 4)) as cost_amount,
        cast(null as boolean) as is_first_contact_resolved,
        cast(null as date) as opened_date,
        cast(null as timestamp) as opened_at,
        cast(null as timestamp) as first_replied_at,
        cast(null as timestamp) as solved_at
    where 1 = 0
)

select * from nothing_yet
