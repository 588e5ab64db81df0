with

contacts as (select * from {{ ref('stg_hubspot__contact_consents') }}),

spoken as (
    select
        hubspot_contact_id,
        'marketing_email' as purpose,
        marketing_email_status as status,
        marketing_email_method as method,
        marketing_email_changed_at as said_at,
        email,
        created_at,
        updated_at
    from contacts
    union all
    select
        hubspot_contact_id,
        'marketing_phone' as purpose,
        marketing_phone_status as status,
        marketing_phone_method as method,
        marketing_phone_changed_at as said_at,
        email,
        created_at,
        updated_at
    from contacts
    union all
    select
        hubspot_contact_id,
        'marketing_post' as purpose,
        marketing_post_status as status,
        marketing_post_method as method,
        marketing_post_changed_at as said_at,
        email,
        created_at,
        updated_at
    from contacts
),

in_our_words as (
    select
        'hubspot' as source_name,
        hubspot_contact_id as source_record_id,
        purpose,
        status,
        -- Without a date a yes counts from the earliest and a no from the latest
        -- moment it may have been said, so that a doubt never opens anything.
        coalesce(
            said_at, case when status = 'granted' then created_at else updated_at end
        ) as changed_at,
        email,
        cast(null as string) as phone,
        method,
        cast(null as string) as proof_ref,
        cast(null as timestamp) as expires_at
    from spoken
    where status in ('granted', 'denied', 'withdrawn')
)

select * from in_our_words
