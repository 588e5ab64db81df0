with

tasks as (select * from {{ ref('stg_salesforce__tasks') }}),

in_our_words as (
    select
        'salesforce' as source_name,
        salesforce_task_id as source_contact_id,
        created_at as opened_at,
        salesforce_person_id as source_record_id,
        cast(null as string) as email,
        cast(null as string) as phone,
        'phone' as channel,
        cast(null as string) as source_order_id,
        cast(null as string) as sku,
        cast(null as string) as reason,
        cast(null as timestamp) as first_replied_at,
        case when is_closed then coalesce(completed_at, updated_at) end as solved_at,
        cast(null as timestamp) as closed_at,
        cast(null as bigint) as reopen_count,
        cast(null as bigint) as public_reply_count,
        cast({{ safe_divide('call_duration_seconds', '60') }} as decimal(18, 4))
            as handle_minutes,
        cast(null as decimal(18, 4)) as cost_amount,
        cast(null as string) as currency,
        salesforce_owner_id as agent_id,
        case when is_closed then 'solved' else 'open' end as status,
        updated_at
    from tasks
    where call_type = 'inbound' and not is_deleted
)

select * from in_our_words
