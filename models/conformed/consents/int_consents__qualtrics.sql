with

contacts as (select * from {{ ref('stg_qualtrics__contacts') }}),

in_our_words as (
    select
        'qualtrics' as source_name,
        qualtrics_contact_id as source_record_id,
        'service' as purpose,
        'withdrawn' as status,
        -- A no without a date is as young as the record's last change.
        coalesce(unsubscribed_at, updated_at) as changed_at,
        email,
        phone,
        cast(null as string) as method,
        cast(null as string) as proof_ref,
        cast(null as timestamp) as expires_at
    from contacts
    where is_unsubscribed
)

select * from in_our_words
