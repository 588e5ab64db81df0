with

events as (select * from {{ ref('int_events__segment') }}),

spoken as (
    select
        user_id,
        {{ json_str('properties', 'purpose') }} as purpose,
        {{ json_str('properties', 'status') }} as status,
        {{ json_str('properties', 'method') }} as method,
        message_id,
        occurred_at
    from events
    where
        event_type = 'track' and event_name = 'Consent Updated' and user_id is not null
),

-- At the same moment a no is heard before a yes.
ranked as (
    select
        user_id,
        purpose,
        status,
        method,
        message_id,
        occurred_at,
        row_number() over (
            partition by user_id, purpose, occurred_at
            order by case when status = 'granted' then 1 else 0 end, message_id
        ) as statement_rank
    from spoken
    where
        status in ('granted', 'denied', 'withdrawn')
        and purpose in (
            'marketing_email', 'marketing_sms', 'marketing_phone', 'marketing_post',
            'profiling', 'ad_user_data', 'ad_personalization', 'service'
        )
),

in_our_words as (
    select
        'segment' as source_name,
        user_id as source_record_id,
        purpose,
        status,
        occurred_at as changed_at,
        cast(null as string) as email,
        cast(null as string) as phone,
        method,
        'segment:' || message_id as proof_ref,
        cast(null as timestamp) as expires_at
    from ranked
    where statement_rank = 1
)

select * from in_our_words
