with

source as (
    {{ newest_only(source('shopify', 'customers_export'), ['customer_id']) }}
),

unpacked as (
    select
        -- An apostrophe keeps spreadsheets from rounding the number.
        replace(trim(customer_id), '''', '') as id,
        email,
        coalesce({{ clean_text('phone') }}, default_address_phone) as phone_number,
        first_name,
        last_name,
        default_address_company,
        default_address_address1,
        default_address_zip,
        default_address_city,
        {{ country_code('default_address_country_code') }} as country_code,
        accepts_email_marketing,
        accepts_sms_marketing,
        tags
    from source
),

renamed as (
    select
        -- ids
        id as shopify_customer_id,
        -- attributes
        {{ normalize_email('email') }} as email,
        {{ normalize_phone("replace(phone_number, '''', '')", 'country_code') }}
            as phone,
        {{ clean_name('first_name') }} as first_name,
        {{ clean_name('last_name') }} as last_name,
        coalesce(
            {{ title_of('first_name') }}, {{ title_of('last_name') }}
        ) as salutation,
        {{ clean_text('default_address_company') }} as company_name,
        {{ street_name('default_address_address1') }} as street,
        {{ house_number('default_address_address1') }} as house_number,
        {{ clean_text("replace(default_address_zip, '''', '')") }} as postal_code,
        {{ clean_text('default_address_city') }} as city,
        country_code,
        -- flags
        coalesce({{ to_boolean('accepts_email_marketing') }}, false)
            as accepts_email_marketing,
        coalesce({{ to_boolean('accepts_sms_marketing') }}, false)
            as accepts_sms_marketing,
        {{ has_tag('tags', 'test') }} as is_test
    from unpacked
)

select * from renamed
