with

source as (
    {{ newest_only(
        source('hubspot', 'emails'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as hubspot_email_id,
        {{ json_str('associations', 'contacts.results[0].id') }} as hubspot_contact_id,
        {{ clean_text(json_str('properties', 'hubspot_owner_id')) }}
            as hubspot_owner_id,
        -- attributes
        lower({{ json_str('properties', 'hs_email_direction') }}) as direction,
        lower({{ json_str('properties', 'hs_email_status') }}) as status,
        {{ normalize_email(json_str('properties', 'hs_email_from_email')) }}
            as from_email,
        -- flags
        coalesce({{ to_boolean('archived') }}, false) as is_archived,
        -- times
        coalesce(
            {{ to_timestamp_utc(json_str('properties', 'hs_timestamp')) }},
            {{ to_timestamp_utc('created_at') }}
        ) as written_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
