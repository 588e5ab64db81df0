with

source as (
    {{ newest_only(
        source('hubspot', 'contact_exports'),
        ['record_id'],
        to_timestamp_utc('last_modified_date')
    ) }}
),

unpacked as (
    select
        record_id,
        associated_company_i_ds,
        email,
        phone_number,
        mobile_phone_number,
        first_name,
        last_name,
        preferred_language,
        company_name,
        street_address,
        postal_code,
        city,
        {{ country_code('country_region') }} as country_code,
        unsubscribed_from_all_email,
        create_date,
        last_modified_date
    from source
),

renamed as (
    select
        -- ids
        record_id as hubspot_contact_id,
        {{ clean_text("split_part(associated_company_i_ds, ';', 1)") }}
            as hubspot_company_id,
        -- attributes
        {{ normalize_email('email') }} as email,
        coalesce(
            {{ normalize_phone('mobile_phone_number', 'country_code') }},
            {{ normalize_phone('phone_number', 'country_code') }}
        ) as phone,
        {{ clean_name('first_name') }} as first_name,
        {{ clean_name('last_name') }} as last_name,
        coalesce({{ title_of('first_name') }}, {{ title_of('last_name') }})
            as salutation,
        {{ language_code('preferred_language') }} as language,
        {{ clean_text('company_name') }} as company_name,
        {{ street_name('street_address') }} as street,
        {{ house_number('street_address') }} as house_number,
        {{ clean_text('postal_code') }} as postal_code,
        {{ clean_text('city') }} as city,
        country_code,
        -- flags
        coalesce({{ to_boolean('unsubscribed_from_all_email') }}, false)
            as has_opted_out_of_email,
        -- times
        {{ to_timestamp_utc('create_date') }} as created_at,
        {{ to_timestamp_utc('last_modified_date') }} as updated_at
    from unpacked
)

select * from renamed
