with

contacts as (select * from {{ ref('stg_hubspot__contact_consents') }}),

exports as (select * from {{ ref('stg_hubspot__contact_exports') }}),

spoken as (
    select
        hubspot_contact_id,
        'marketing_email' as purpose,
        -- Who unsubscribed from all e-mail overrules whatever was agreed before.
        case
            when has_opted_out_of_email then 'withdrawn'
            else marketing_email_status
        end as status,
        case when not has_opted_out_of_email then marketing_email_method end as method,
        case when not has_opted_out_of_email then marketing_email_changed_at end
            as said_at,
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
    union all
    select
        hubspot_contact_id,
        'marketing_email' as purpose,
        'withdrawn' as status,
        null as method,
        null as said_at,
        email,
        created_at,
        updated_at
    from exports
    where has_opted_out_of_email
)

select * from spoken
