with

source as (
    {{ newest_only(
        source('template', 'contacts'),
        ['source_name', 'trim(source_record_id)'],
        to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        source_name,
        {{ clean_text('source_record_id') }} as source_record_id,
        {{ normalize_vat_id('vat_id') }} as vat_id,
        {{ clean_text('loyalty_card_number') }} as loyalty_card_number,
        {{ clean_text('device_id') }} as device_id,
        {{ clean_text('anonymous_id') }} as anonymous_id,
        {{ clean_text('external_id') }} as external_id,
        {{ clean_text('account_id') }} as account_id,
        -- attributes
        {{ normalize_email('email') }} as email,
        {{ normalize_phone('phone', 'upper(trim(country_code))') }} as phone,
        {{ clean_name('first_name') }} as first_name,
        {{ clean_name('last_name') }} as last_name,
        coalesce(
            {{ clean_text('salutation') }}, {{ title_of('first_name') }}
        ) as salutation,
        {{ to_birth_date('birth_date') }} as birth_date,
        {{ clean_text('gender') }} as gender,
        {{ language_code('language') }} as language,
        {{ clean_text('company_name') }} as company_name,
        case
            when {{ clean_text('house_number') }} is null
                then {{ street_name('street') }}
            else {{ clean_text('street') }}
        end as street,
        coalesce(
            {{ clean_text('house_number') }}, {{ house_number('street') }}
        ) as house_number,
        {{ clean_text('postal_code') }} as postal_code,
        {{ clean_text('city') }} as city,
        {{ country_code('country_code') }} as country_code,
        -- flags
        {{ to_boolean('is_test') }} as is_test,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at,
        {{ to_timestamp_utc('deleted_at') }} as deleted_at
    from source
)

select * from renamed
