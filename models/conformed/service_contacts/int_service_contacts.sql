with

zendesk as (select * from {{ ref('int_service_contacts__zendesk') }}),

hubspot as (select * from {{ ref('int_service_contacts__hubspot') }}),

salesforce as (select * from {{ ref('int_service_contacts__salesforce') }}),

template as (select * from {{ ref('int_service_contacts__template') }}),

stacked as (
    {{ stack(
        ['zendesk', 'hubspot', 'salesforce', 'template'],
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

select * from stacked
