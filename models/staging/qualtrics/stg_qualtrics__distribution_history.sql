with

source as (
    {{ newest_only(
        source('qualtrics', 'distribution_history'),
        ['distribution_id', 'contact_lookup_id'],
        to_timestamp_utc('response_completed_at')
    ) }}
),

renamed as (
    select
        -- ids
        distribution_id || ':' || contact_lookup_id as qualtrics_invitation_id,
        distribution_id as qualtrics_distribution_id,
        {{ clean_text('contact_id') }} as qualtrics_contact_id,
        {{ clean_text('response_id') }} as qualtrics_response_id,
        -- attributes
        lower({{ clean_text('status') }}) as status,
        -- times
        {{ to_timestamp_utc('sent_at') }} as sent_at,
        {{ to_timestamp_utc('opened_at') }} as opened_at,
        {{ to_timestamp_utc('response_completed_at') }} as completed_at
    from source
)

select * from renamed
