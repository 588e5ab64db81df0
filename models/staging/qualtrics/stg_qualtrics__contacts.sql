with

source as (
    {{ newest_only(
        source('qualtrics', 'contacts'),
        ['contact_id'],
        to_timestamp_utc('last_modified')
    ) }}
),

renamed as (
    select
        -- ids
        contact_id as qualtrics_contact_id,
        {{ clean_text('ext_ref') }} as external_reference,
        -- attributes
        {{ normalize_email('email') }} as email,
        {{ normalize_phone('phone') }} as phone,
        {{ clean_name('first_name') }} as first_name,
        {{ clean_name('last_name') }} as last_name,
        {{ language_code('language') }} as language,
        -- flags
        coalesce({{ to_boolean('directory_unsubscribed') }}, false) as is_unsubscribed,
        -- times
        {{ to_timestamp_utc('directory_unsubscribe_date') }} as unsubscribed_at,
        {{ to_timestamp_utc('creation_date') }} as created_at,
        {{ to_timestamp_utc('last_modified') }} as updated_at
    from source
)

select * from renamed
