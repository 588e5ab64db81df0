with

source as (
    {{ newest_only(
        source('hubspot', 'notes'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as hubspot_note_id,
        {{ json_str('associations', 'contacts.results[0].id') }} as hubspot_contact_id,
        {{ clean_text(json_str('properties', 'hubspot_owner_id')) }}
            as hubspot_owner_id,
        -- flags
        coalesce({{ to_boolean('archived') }}, false) as is_archived,
        -- times
        coalesce(
            {{ to_timestamp_utc(json_str('properties', 'hs_timestamp')) }},
            {{ to_timestamp_utc('created_at') }}
        ) as noted_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
