with

source as (
    {{ newest_only(
        source('hubspot', 'contacts'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

unpacked as (
    select
        id,
        {{ json_str('properties', 'email') }} as email,
        {{ json_str('properties', 'marketing_email_consent') }} as email_status,
        {{ json_str('properties', 'marketing_email_consent_at') }} as email_at,
        {{ json_str('properties', 'marketing_email_consent_method') }} as email_method,
        {{ json_str('properties', 'marketing_phone_consent') }} as phone_status,
        {{ json_str('properties', 'marketing_phone_consent_at') }} as phone_at,
        {{ json_str('properties', 'marketing_phone_consent_method') }} as phone_method,
        {{ json_str('properties', 'marketing_post_consent') }} as post_status,
        {{ json_str('properties', 'marketing_post_consent_at') }} as post_at,
        {{ json_str('properties', 'marketing_post_consent_method') }} as post_method,
        {{ json_str('properties', 'hs_email_optout') }} as email_optout,
        created_at,
        updated_at
    from source
),

renamed as (
    select
        -- ids
        id as hubspot_contact_id,
        -- attributes
        {{ normalize_email('email') }} as email,
        lower({{ clean_text('email_status') }}) as marketing_email_status,
        lower({{ clean_text('email_method') }}) as marketing_email_method,
        lower({{ clean_text('phone_status') }}) as marketing_phone_status,
        lower({{ clean_text('phone_method') }}) as marketing_phone_method,
        lower({{ clean_text('post_status') }}) as marketing_post_status,
        lower({{ clean_text('post_method') }}) as marketing_post_method,
        -- flags
        coalesce({{ to_boolean('email_optout') }}, false) as has_opted_out_of_email,
        -- times
        {{ to_timestamp_utc('email_at') }} as marketing_email_changed_at,
        {{ to_timestamp_utc('phone_at') }} as marketing_phone_changed_at,
        {{ to_timestamp_utc('post_at') }} as marketing_post_changed_at,
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from unpacked
)

select * from renamed
