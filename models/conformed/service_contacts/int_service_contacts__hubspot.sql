with

calls as (select * from {{ ref('stg_hubspot__calls') }}),

emails as (select * from {{ ref('stg_hubspot__emails') }}),

touched as (
    select
        'call:' || hubspot_call_id as source_contact_id,
        called_at as opened_at,
        hubspot_contact_id as source_record_id,
        cast(null as string) as email,
        from_phone as phone,
        'phone' as channel,
        cast(
            {{ safe_divide('duration_milliseconds', '60000') }} as decimal(18, 4)
        ) as handle_minutes,
        hubspot_owner_id as agent_id,
        case when status = 'completed' then 'solved' else 'open' end as status,
        updated_at
    from calls
    where direction = 'inbound' and not is_archived
    union all
    select
        'email:' || hubspot_email_id as source_contact_id,
        written_at as opened_at,
        hubspot_contact_id as source_record_id,
        from_email as email,
        null as phone,
        'email' as channel,
        null as handle_minutes,
        hubspot_owner_id as agent_id,
        null as status,
        updated_at
    from emails
    where direction = 'incoming_email' and not is_archived
),

in_our_words as (
    select
        'hubspot' as source_name,
        source_contact_id,
        opened_at,
        source_record_id,
        email,
        phone,
        channel,
        cast(null as string) as source_order_id,
        cast(null as string) as sku,
        cast(null as string) as reason,
        cast(null as timestamp) as first_replied_at,
        case
            when status = 'solved'
                then {{ add_minutes(
                    'opened_at', 'coalesce(cast(handle_minutes as integer), 0)'
                ) }}
        end as solved_at,
        cast(null as timestamp) as closed_at,
        cast(null as bigint) as reopen_count,
        cast(null as bigint) as public_reply_count,
        handle_minutes,
        cast(null as decimal(18, 4)) as cost_amount,
        cast(null as string) as currency,
        agent_id,
        status,
        updated_at
    from touched
)

select * from in_our_words
