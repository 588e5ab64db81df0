with

source as (
    {{ newest_only(
        source('klaviyo', 'profiles'),
        ['id'],
        to_timestamp_utc(json_str('attributes', 'updated'))
    ) }}
),

unpacked as (
    select
        id,
        {{ json_str('attributes', 'email') }} as email,
        {{ json_str('attributes', 'phone_number') }} as phone_number,
        {{ country_code(json_str('attributes', 'location.country')) }} as country_code,
        {{ json_str('attributes', 'created') }} as created,
        {{ json_str('attributes', 'updated') }} as updated,
        {{ json_str('attributes', 'subscriptions.email.marketing') }} as by_email,
        {{ json_str('attributes', 'subscriptions.email.marketing.suppression') }}
            as suppression,
        {{ json_str('attributes', 'subscriptions.sms.marketing') }} as by_sms
    from source
),

renamed as (
    select
        -- ids
        id as klaviyo_profile_id,
        -- attributes
        {{ normalize_email('email') }} as email,
        {{ normalize_phone('phone_number', 'country_code') }} as phone,
        lower({{ json_str('by_email', 'consent') }}) as email_consent,
        lower({{ json_str('by_email', 'method') }}) as email_method,
        {{ clean_text(json_str('by_email', 'method_detail')) }} as email_method_detail,
        lower({{ json_str('by_sms', 'consent') }}) as sms_consent,
        lower({{ json_str('by_sms', 'method') }}) as sms_method,
        {{ clean_text(json_str('by_sms', 'method_detail')) }} as sms_method_detail,
        -- flags
        coalesce({{ to_boolean(json_str('by_email', 'double_optin')) }}, false)
            as is_email_double_opt_in,
        -- times
        {{ to_timestamp_utc(json_str('by_email', 'consent_timestamp')) }}
            as email_consent_at,
        {{ to_timestamp_utc(json_find(
            'suppression', 'reason', 'UNSUBSCRIBE', 'timestamp'
        )) }} as unsubscribed_at,
        {{ to_timestamp_utc(json_find(
            'suppression', 'reason', 'SPAM_COMPLAINT', 'timestamp'
        )) }} as complained_at,
        {{ to_timestamp_utc(json_find(
            'suppression', 'reason', 'USER_SUPPRESSED', 'timestamp'
        )) }} as user_suppressed_at,
        {{ to_timestamp_utc(json_str('by_sms', 'consent_timestamp')) }}
            as sms_consent_at,
        {{ to_timestamp_utc('created') }} as created_at,
        {{ to_timestamp_utc('updated') }} as updated_at
    from unpacked
)

select * from renamed
