with

source as (
    {{ newest_only(
        source('template', 'survey_invitations'),
        ['source_name', 'trim(source_invitation_id)']
    ) }}
),

renamed as (
    select
        -- ids
        source_name,
        {{ clean_text('source_invitation_id') }} as source_invitation_id,
        {{ clean_text('source_record_id') }} as source_record_id,
        -- attributes
        {{ normalize_email('email') }} as email,
        lower({{ clean_text('instrument') }}) as instrument,
        lower({{ clean_text('touchpoint') }}) as touchpoint,
        -- times
        {{ to_timestamp_utc('invited_at') }} as invited_at
    from source
)

select * from renamed
