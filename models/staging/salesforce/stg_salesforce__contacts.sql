with

source as (
    {{ newest_only(
        source('salesforce', 'contacts'), ['id'], to_timestamp_utc('system_modstamp')
    ) }}
),

unpacked as (
    select
        id,
        account_id,
        master_record_id,
        email,
        mobile_phone,
        phone,
        first_name,
        -- What Salesforce writes where a name is required and nobody knows it.
        nullif(last_name, '[not provided]') as last_name,
        salutation,
        birthdate,
        title,
        -- A second line of the street is a floor or a department.
        split_part(mailing_street, chr(10), 1) as mailing_street,
        mailing_postal_code,
        mailing_city,
        {{ country_code('mailing_country') }} as country_code,
        is_deleted,
        has_opted_out_of_email,
        do_not_call,
        created_date,
        system_modstamp
    from source
),

renamed as (
    select
        -- ids
        id as salesforce_contact_id,
        {{ clean_text('account_id') }} as salesforce_account_id,
        {{ clean_text('master_record_id') }} as merged_into_contact_id,
        -- attributes
        {{ normalize_email('email') }} as email,
        coalesce(
            {{ normalize_phone('mobile_phone', 'country_code') }},
            {{ normalize_phone('phone', 'country_code') }}
        ) as phone,
        {{ clean_name('first_name') }} as first_name,
        {{ clean_name('last_name') }} as last_name,
        coalesce(
            {{ clean_text('salutation') }},
            {{ title_of('first_name') }},
            {{ title_of('last_name') }}
        ) as salutation,
        {{ to_birth_date('birthdate') }} as birth_date,
        {{ clean_text('title') }} as job_title,
        {{ street_name('mailing_street') }} as street,
        {{ house_number('mailing_street') }} as house_number,
        {{ clean_text('mailing_postal_code') }} as postal_code,
        {{ clean_text('mailing_city') }} as city,
        country_code,
        -- flags
        coalesce({{ to_boolean('has_opted_out_of_email') }}, false)
            as has_opted_out_of_email,
        coalesce({{ to_boolean('do_not_call') }}, false) as has_opted_out_of_calls,
        coalesce({{ to_boolean('is_deleted') }}, false) as is_deleted,
        -- times
        {{ to_timestamp_utc('created_date') }} as created_at,
        {{ to_timestamp_utc('system_modstamp') }} as updated_at
    from unpacked
)

select * from renamed
