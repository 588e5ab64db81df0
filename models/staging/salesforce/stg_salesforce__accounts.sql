with

source as (
    {{ newest_only(
        source('salesforce', 'accounts'), ['id'], to_timestamp_utc('system_modstamp')
    ) }}
),

renamed as (
    select
        -- ids
        id as salesforce_account_id,
        {{ clean_text('parent_id') }} as salesforce_parent_account_id,
        {{ clean_text('master_record_id') }} as merged_into_account_id,
        {{ normalize_vat_id('vat_id_c') }} as vat_id,
        -- attributes
        {{ clean_text('name') }} as account_name,
        {{ clean_text('type') }} as account_type,
        {{ regexp_group(
            'lower(trim(website))', '^(https?://)?(www[.])?([^/:]+)', 3
        ) }} as domain,
        {{ clean_text('industry') }} as industry,
        {{ clean_text('billing_street') }} as street,
        {{ clean_text('billing_postal_code') }} as postal_code,
        {{ clean_text('billing_city') }} as city,
        {{ country_code('billing_country') }} as country_code,
        -- flags
        coalesce({{ to_boolean('is_deleted') }}, false) as is_deleted,
        -- times
        {{ to_timestamp_utc('created_date') }} as created_at,
        {{ to_timestamp_utc('system_modstamp') }} as updated_at
    from source
)

select * from renamed
