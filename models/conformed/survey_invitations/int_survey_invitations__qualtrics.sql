with

history as (select * from {{ ref('stg_qualtrics__distribution_history') }}),

contacts as (select * from {{ ref('stg_qualtrics__contacts') }}),

in_our_words as (
    select
        'qualtrics' as source_name,
        history.qualtrics_invitation_id as source_invitation_id,
        history.sent_at as invited_at,
        history.qualtrics_contact_id as source_record_id,
        contacts.email,
        cast(null as string) as instrument,
        cast(null as string) as touchpoint
    from history
    left outer join contacts
        on history.qualtrics_contact_id = contacts.qualtrics_contact_id
    where
        history.sent_at is not null
        -- What bounced, failed or was held back reached nobody.
        and coalesce(history.status, '') not in (
            'failure', 'hardbounce', 'softbounce', 'blocked', 'skipped', 'pending'
        )
)

select * from in_our_words
