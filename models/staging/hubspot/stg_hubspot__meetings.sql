with

source as (
    {{ newest_only(
        source('hubspot', 'meetings'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as hubspot_meeting_id,
        {{ json_str('associations', 'contacts.results[0].id') }} as hubspot_contact_id,
        {{ clean_text(json_str('properties', 'hubspot_owner_id')) }}
            as hubspot_owner_id,
        -- attributes
        lower({{ json_str('properties', 'hs_meeting_outcome') }}) as outcome,
        -- flags
        coalesce({{ to_boolean('archived') }}, false) as is_archived,
        -- times
        {{ to_timestamp_utc(json_str('properties', 'hs_meeting_start_time')) }}
            as started_at,
        {{ to_timestamp_utc(json_str('properties', 'hs_meeting_end_time')) }}
            as ended_at,
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
