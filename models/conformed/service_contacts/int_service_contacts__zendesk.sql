with

tickets as (select * from {{ ref('stg_zendesk__tickets') }}),

metrics as (select * from {{ ref('stg_zendesk__ticket_metrics') }}),

calls as (select * from {{ ref('stg_zendesk__calls') }}),

unticketed as (select * from {{ ref('int_service_calls__zendesk') }}),

talks as (
    select
        zendesk_ticket_id,
        cast({{ safe_divide('sum(handle_seconds)', '60') }} as decimal(18, 4))
            as handle_minutes
    from calls
    group by zendesk_ticket_id
),

ticketed as (
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
        coalesce(tickets.handle_minutes, talks.handle_minutes) as handle_minutes,
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
    left outer join talks
        on tickets.zendesk_ticket_id = talks.zendesk_ticket_id
),

told as (
    {{ stack(
        ['ticketed', 'unticketed'],
        [
            'source_name',
            'source_contact_id',
            'opened_at',
            'source_record_id',
            'email',
            'phone',
            'channel',
            'source_order_id',
            'sku',
            'reason',
            'first_replied_at',
            'solved_at',
            'closed_at',
            'reopen_count',
            'public_reply_count',
            'handle_minutes',
            'cost_amount',
            'currency',
            'agent_id',
            'status',
            'updated_at',
        ]
    ) }}
)

select * from told
