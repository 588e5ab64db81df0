with

source as (
    {{ newest_only(
        source('shopify', 'customers'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

unpacked as (
    select
        id,
        email,
        coalesce(
            {{ clean_text('phone') }}, {{ json_str('default_address', 'phone') }}
        ) as phone,
        first_name,
        last_name,
        {{ json_str('default_address', 'company') }} as company,
        {{ json_str('default_address', 'address1') }} as address1,
        {{ json_str('default_address', 'zip') }} as zip,
        {{ json_str('default_address', 'city') }} as city,
        {{ country_code(json_str('default_address', 'country_code')) }} as country_code,
        {{ json_find('metafields', 'key', 'loyalty_card') }} as loyalty_card,
        {{ json_find('metafields', 'key', 'locale') }} as locale,
        {{ json_str('email_marketing_consent', 'state') }} as email_consent_state,
        {{ json_str('email_marketing_consent', 'opt_in_level') }} as email_opt_in_level,
        {{ json_str('email_marketing_consent', 'consent_updated_at') }}
            as email_consent_updated_at,
        {{ json_str('sms_marketing_consent', 'state') }} as sms_consent_state,
        {{ json_str('sms_marketing_consent', 'opt_in_level') }} as sms_opt_in_level,
        {{ json_str('sms_marketing_consent', 'consent_updated_at') }}
            as sms_consent_updated_at,
        tags,
        state,
        created_at,
        updated_at
    from source
),

renamed as (
    select
        -- ids
        id as shopify_customer_id,
        {{ clean_text('loyalty_card') }} as loyalty_card_number,
        -- attributes
        {{ normalize_email('email') }} as email,
        {{ normalize_phone('phone', 'country_code') }} as phone,
        {{ clean_name('first_name') }} as first_name,
        {{ clean_name('last_name') }} as last_name,
        coalesce(
            {{ title_of('first_name') }}, {{ title_of('last_name') }}
        ) as salutation,
        {{ clean_text('company') }} as company_name,
        {{ street_name('address1') }} as street,
        {{ house_number('address1') }} as house_number,
        {{ clean_text('zip') }} as postal_code,
        {{ clean_text('city') }} as city,
        country_code,
        {{ language_code('locale') }} as language,
        state as account_state,
        email_consent_state,
        email_opt_in_level,
        sms_consent_state,
        sms_opt_in_level,
        -- flags
        {{ has_tag('tags', 'test') }} as is_test,
        -- times
        {{ to_timestamp_utc('email_consent_updated_at') }} as email_consent_updated_at,
        {{ to_timestamp_utc('sms_consent_updated_at') }} as sms_consent_updated_at,
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from unpacked
)

select * from renamed
