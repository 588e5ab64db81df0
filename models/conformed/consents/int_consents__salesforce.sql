with

contacts as (select * from {{ ref('stg_salesforce__contacts') }}),

leads as (select * from {{ ref('stg_salesforce__leads') }}),

people as (
    select
        salesforce_contact_id as person_id,
        email,
        phone,
        has_opted_out_of_email,
        has_opted_out_of_calls,
        updated_at
    from contacts
    union all
    select
        salesforce_lead_id as person_id,
        email,
        phone,
        has_opted_out_of_email,
        has_opted_out_of_calls,
        updated_at
    from leads
),

refused as (
    select
        person_id,
        'marketing_email' as purpose,
        email,
        phone,
        updated_at
    from people
    where has_opted_out_of_email
    union all
    select
        person_id,
        'marketing_phone' as purpose,
        email,
        phone,
        updated_at
    from people
    where has_opted_out_of_calls
),

in_our_words as (
    select
        'salesforce' as source_name,
        person_id as source_record_id,
        purpose,
        'withdrawn' as status,
        -- Salesforce keeps no date of the no: it is as young as the last change.
        updated_at as changed_at,
        email,
        phone,
        cast(null as string) as method,
        cast(null as string) as proof_ref,
        cast(null as timestamp) as expires_at
    from refused
)

select * from in_our_words
