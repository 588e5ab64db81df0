with

source as (
    {{ newest_only(
        source('hubspot', 'calls'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as hubspot_call_id,
        {{ json_str('associations', 'contacts.results[0].id') }} as hubspot_contact_id,
        {{ clean_text(json_str('properties', 'hubspot_owner_id')) }}
            as hubspot_owner_id,
        -- attributes
        lower({{ json_str('properties', 'hs_call_direction') }}) as direction,
        lower({{ json_str('properties', 'hs_call_status') }}) as status,
        {{ clean_text(json_str('properties', 'hs_call_disposition')) }} as disposition,
        {{ normalize_phone(json_str('properties', 'hs_call_from_number')) }}
            as from_phone,
        -- amounts
        {{ to_integer(json_str('properties', 'hs_call_duration')) }}
            as duration_milliseconds,
        -- flags
        coalesce({{ to_boolean('archived') }}, false) as is_archived,
        -- times
        coalesce(
            {{ to_timestamp_utc(json_str('properties', 'hs_timestamp')) }},
            {{ to_timestamp_utc('created_at') }}
        ) as called_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
