with

source as (
    {{ newest_only(
        source('square', 'customers'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

unpacked as (
    select
        id,
        reference_id,
        given_name,
        family_name,
        company_name,
        email_address,
        phone_number,
        birthday,
        {{ json_str('tax_ids', 'eu_vat') }} as eu_vat,
        {{ json_str('address', 'address_line_1') }} as address_line_1,
        {{ json_str('address', 'postal_code') }} as postal_code,
        {{ json_str('address', 'locality') }} as locality,
        {{ country_code(json_str('address', 'country')) }} as country_code,
        {{ json_str('preferences', 'email_unsubscribed') }} as email_unsubscribed,
        created_at,
        updated_at
    from source
),

renamed as (
    select
        -- ids
        id as square_customer_id,
        {{ clean_text('reference_id') }} as reference_id,
        {{ normalize_vat_id('eu_vat') }} as vat_id,
        -- attributes
        {{ normalize_email('email_address') }} as email,
        {{ normalize_phone('phone_number', 'country_code') }} as phone,
        {{ clean_name('given_name') }} as first_name,
        {{ clean_name('family_name') }} as last_name,
        coalesce(
            {{ title_of('given_name') }}, {{ title_of('family_name') }}
        ) as salutation,
        {{ to_birth_date('birthday') }} as birth_date,
        {{ clean_text('company_name') }} as company_name,
        {{ street_name('address_line_1') }} as street,
        {{ house_number('address_line_1') }} as house_number,
        {{ clean_text('postal_code') }} as postal_code,
        {{ clean_text('locality') }} as city,
        country_code,
        -- flags
        coalesce({{ to_boolean('email_unsubscribed') }}, false)
            as is_email_unsubscribed,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from unpacked
)

select * from renamed
