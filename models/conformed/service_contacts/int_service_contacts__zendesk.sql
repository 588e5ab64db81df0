with

tickets as (select * from {{ ref('stg_zendesk__tickets') }}),

metrics as (select * from {{ ref('stg_zendesk__ticket_metrics') }}),

in_our_words as (
    select
        'zendesk' as source_name,
        tickets.zendesk_ticket_id as source_contact_id,
        tickets.created_at as opened_at,
        tickets.requester_id as source_record_id,
        cast(null as string) as email,
        cast(null as string) as phone,
        case
            when tickets.via_channel in ('voice', 'phone', 'sms') then 'phone'
            when tickets.via_channel in ('chat', 'native_messaging') then 'chat'
            when tickets.via_channel in ('whatsapp', 'telegram') then 'messenger'
            when tickets.via_channel in ('facebook', 'twitter', 'instagram')
                then 'social'
            when tickets.via_channel in ('web', 'mobile', 'mobile_sdk') then 'form'
            when tickets.via_channel = 'store' then 'store'
            else 'email'
        end as channel,
        tickets.order_name as source_order_id,
        tickets.sku,
        tickets.reason,
        {{ add_minutes('tickets.created_at', 'metrics.reply_calendar_minutes') }}
            as first_replied_at,
        metrics.solved_at,
        cast(null as timestamp) as closed_at,
        metrics.reopen_count,
        metrics.reply_count as public_reply_count,
        tickets.handle_minutes,
        cast(null as decimal(18, 4)) as cost_amount,
        cast(null as string) as currency,
        tickets.assignee_id as agent_id,
        case
            when tickets.status in ('solved', 'closed') then tickets.status
            when tickets.status in ('pending', 'hold') then 'pending'
            when tickets.status = 'deleted' then 'closed'
            else 'open'
        end as status,
        tickets.updated_at
    from tickets
    left outer join metrics
        on tickets.zendesk_ticket_id = metrics.zendesk_ticket_id
)

select * from in_our_words
