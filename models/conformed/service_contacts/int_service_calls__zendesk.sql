with

calls as (select * from {{ ref('stg_zendesk__calls') }}),

tickets as (select * from {{ ref('stg_zendesk__tickets') }}),

in_our_words as (
    select
        'zendesk' as source_name,
        'call:' || calls.zendesk_call_id as source_contact_id,
        calls.created_at as opened_at,
        calls.zendesk_user_id as source_record_id,
        cast(null as string) as email,
        cast(null as string) as phone,
        'phone' as channel,
        cast(null as string) as source_order_id,
        cast(null as string) as sku,
        cast(null as string) as reason,
        cast(null as timestamp) as first_replied_at,
        case when calls.completion_status = 'completed' then calls.ended_at end
            as solved_at,
        cast(null as timestamp) as closed_at,
        cast(null as bigint) as reopen_count,
        cast(null as bigint) as public_reply_count,
        cast({{ safe_divide('calls.handle_seconds', '60') }} as decimal(18, 4))
            as handle_minutes,
        cast(null as decimal(18, 4)) as cost_amount,
        cast(null as string) as currency,
        calls.agent_id,
        case when calls.completion_status = 'completed' then 'solved' else 'closed' end
            as status,
        calls.updated_at
    from calls
    left outer join tickets on calls.zendesk_ticket_id = tickets.zendesk_ticket_id
    where calls.direction = 'inbound' and tickets.zendesk_ticket_id is null
)

select * from in_our_words
