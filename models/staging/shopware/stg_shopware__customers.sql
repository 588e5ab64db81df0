with

source as (
    {{ newest_only(
        source('shopware', 'customers'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

unpacked as (
    select
        id,
        customer_number,
        account_type,
        guest,
        email,
        {{ json_str('default_billing_address', 'phoneNumber') }} as phone_number,
        first_name,
        last_name,
        {{ json_str('salutation', 'displayName') }} as form_of_address,
        title,
        birthday,
        coalesce(
            {{ clean_text('company') }},
            {{ json_str('default_billing_address', 'company') }}
        ) as company,
        {{ json_str('vat_ids', '[0]') }} as vat_id,
        {{ json_str('default_billing_address', 'street') }} as street_line,
        {{ json_str('default_billing_address', 'zipcode') }} as zipcode,
        {{ json_str('default_billing_address', 'city') }} as city,
        {{ country_code(json_str('default_billing_address', 'country.iso')) }}
            as country_code,
        {{ json_str('language', 'locale.code') }} as locale_code,
        {{ json_join('tags', 'name', ', ') }} as tag_names,
        created_at,
        updated_at
    from source
),

renamed as (
    select
        -- ids
        id as shopware_customer_id,
        {{ clean_text('customer_number') }} as customer_number,
        {{ normalize_vat_id('vat_id') }} as vat_id,
        -- attributes
        {{ normalize_email('email') }} as email,
        {{ normalize_phone('phone_number', 'country_code') }} as phone,
        {{ clean_name('first_name') }} as first_name,
        {{ clean_name('last_name') }} as last_name,
        nullif(concat_ws(
            ' ',
            {{ clean_text('form_of_address') }},
            coalesce(
                {{ clean_text('title') }},
                {{ title_of('first_name') }},
                {{ title_of('last_name') }}
            )
        ), '') as salutation,
        {{ to_birth_date('birthday') }} as birth_date,
        {{ clean_text('company') }} as company_name,
        {{ street_name('street_line') }} as street,
        {{ house_number('street_line') }} as house_number,
        {{ clean_text('zipcode') }} as postal_code,
        {{ clean_text('city') }} as city,
        country_code,
        {{ language_code('locale_code') }} as language,
        lower({{ clean_text('account_type') }}) as account_type,
        -- flags
        coalesce({{ to_boolean('guest') }}, false) as is_guest,
        {{ has_tag('tag_names', 'test') }} as is_test,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('coalesce(updated_at, created_at)') }} as updated_at
    from unpacked
)

select * from renamed
