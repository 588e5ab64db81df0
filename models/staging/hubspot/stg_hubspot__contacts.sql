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
        {{ json_str('properties', 'firstname') }} as firstname,
        {{ json_str('properties', 'lastname') }} as lastname,
        {{ json_str('properties', 'salutation') }} as salutation,
        {{ json_str('properties', 'date_of_birth') }} as date_of_birth,
        {{ json_str('properties', 'gender') }} as gender,
        {{ json_str('properties', 'phone') }} as phone,
        {{ json_str('properties', 'mobilephone') }} as mobilephone,
        {{ json_str('properties', 'address') }} as address,
        {{ json_str('properties', 'zip') }} as zip,
        {{ json_str('properties', 'city') }} as city,
        {{ country_code(json_str('properties', 'country')) }} as country_code,
        {{ json_str('properties', 'company') }} as company,
        {{ json_str('properties', 'vat_id') }} as vat_id,
        {{ json_str('properties', 'hs_language') }} as hs_language,
        {{ json_str('properties', 'loyalty_card_number') }} as loyalty_card_number,
        {{ json_str('properties', 'shopify_customer_id') }} as shopify_customer_id,
        {{ json_str('properties', 'associatedcompanyid') }} as associatedcompanyid,
        {{ json_str('properties', 'is_test') }} as is_test,
        archived,
        created_at,
        updated_at,
        archived_at
    from source
),

renamed as (
    select
        -- ids
        id as hubspot_contact_id,
        {{ clean_text('associatedcompanyid') }} as hubspot_company_id,
        {{ clean_text('shopify_customer_id') }} as shopify_customer_id,
        {{ clean_text('loyalty_card_number') }} as loyalty_card_number,
        {{ normalize_vat_id('vat_id') }} as vat_id,
        -- attributes
        {{ normalize_email('email') }} as email,
        coalesce(
            {{ normalize_phone('mobilephone', 'country_code') }},
            {{ normalize_phone('phone', 'country_code') }}
        ) as phone,
        {{ clean_name('firstname') }} as first_name,
        {{ clean_name('lastname') }} as last_name,
        coalesce(
            {{ clean_text('salutation') }},
            {{ title_of('firstname') }},
            {{ title_of('lastname') }}
        ) as salutation,
        {{ to_birth_date('date_of_birth') }} as birth_date,
        lower({{ clean_text('gender') }}) as gender,
        {{ language_code('hs_language') }} as language,
        {{ clean_text('company') }} as company_name,
        {{ street_name('address') }} as street,
        {{ house_number('address') }} as house_number,
        {{ clean_text('zip') }} as postal_code,
        {{ clean_text('city') }} as city,
        country_code,
        -- flags
        coalesce({{ to_boolean('is_test') }}, false) as is_test,
        coalesce({{ to_boolean('archived') }}, false) as is_archived,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at,
        {{ to_timestamp_utc('archived_at') }} as archived_at
    from unpacked
)

select * from renamed
