with

source as (
    {{ newest_only(
        source('salesforce', 'leads'), ['id'], to_timestamp_utc('system_modstamp')
    ) }}
),

unpacked as (
    select
        id,
        master_record_id,
        converted_account_id,
        converted_contact_id,
        email,
        mobile_phone,
        phone,
        first_name,
        -- What Salesforce writes where a name is required and nobody knows it.
        nullif(last_name, '[not provided]') as last_name,
        salutation,
        nullif(company, '[not provided]') as company,
        status,
        lead_source,
        split_part(street, chr(10), 1) as street,
        postal_code,
        city,
        {{ country_code('country') }} as country_code,
        is_deleted,
        is_converted,
        has_opted_out_of_email,
        do_not_call,
        created_date,
        system_modstamp
    from source
),

renamed as (
    select
        -- ids
        id as salesforce_lead_id,
        {{ clean_text('master_record_id') }} as merged_into_lead_id,
        {{ clean_text('converted_account_id') }} as converted_account_id,
        {{ clean_text('converted_contact_id') }} as converted_contact_id,
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
        {{ clean_text('company') }} as company_name,
        {{ street_name('street') }} as street,
        {{ house_number('street') }} as house_number,
        {{ clean_text('postal_code') }} as postal_code,
        {{ clean_text('city') }} as city,
        country_code,
        {{ clean_text('status') }} as lead_status,
        {{ clean_text('lead_source') }} as lead_source,
        -- flags
        coalesce({{ to_boolean('is_converted') }}, false) as is_converted,
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
