with

source as (
    {{ newest_only(
        source('hubspot', 'company_exports'),
        ['record_id'],
        to_timestamp_utc('last_modified_date')
    ) }}
),

renamed as (
    select
        -- ids
        record_id as hubspot_company_id,
        {{ clean_text("split_part(parent_company_i_ds, ';', 1)") }}
            as hubspot_parent_company_id,
        -- attributes
        {{ clean_text('company_name') }} as company_name,
        lower({{ clean_text('company_domain_name') }}) as domain,
        {{ clean_text('industry') }} as industry,
        {{ clean_text('street_address') }} as street,
        {{ clean_text('postal_code') }} as postal_code,
        {{ clean_text('city') }} as city,
        {{ country_code('country_region') }} as country_code,
        -- times
        {{ to_timestamp_utc('create_date') }} as created_at,
        {{ to_timestamp_utc('last_modified_date') }} as updated_at
    from source
)

select * from renamed
