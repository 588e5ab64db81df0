with

spoken as (select * from {{ ref('int_consent_statements__hubspot') }}),

dated as (
    select
        hubspot_contact_id,
        purpose,
        status,
        method,
        email,
        -- Without a date a yes counts from the earliest and a no from the latest
        -- moment it may have been said, so that a doubt never opens anything.
        coalesce(
            said_at, case when status = 'granted' then created_at else updated_at end
        ) as changed_at
    from spoken
    where status in ('granted', 'denied', 'withdrawn')
),

-- Where the API and an export speak of one moment, a no wins.
ranked as (
    select
        hubspot_contact_id,
        purpose,
        status,
        method,
        email,
        changed_at,
        row_number() over (
            partition by hubspot_contact_id, purpose, changed_at
            order by case when status = 'granted' then 1 else 0 end, status, method
        ) as statement_rank
    from dated
),

in_our_words as (
    select
        'hubspot' as source_name,
        hubspot_contact_id as source_record_id,
        purpose,
        status,
        changed_at,
        email,
        cast(null as string) as phone,
        method,
        cast(null as string) as proof_ref,
        cast(null as timestamp) as expires_at
    from ranked
    where statement_rank = 1
)

select * from in_our_words
