with

source as (
    {{ newest_only(
        source('template', 'accounts'),
        ['source_name', 'trim(source_account_id)'],
        to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        source_name,
        {{ clean_text('source_account_id') }} as source_account_id,
        {{ normalize_vat_id('vat_id') }} as vat_id,
        {{ clean_text('parent_account_id') }} as parent_account_id,
        -- attributes
        {{ clean_text('company_name') }} as company_name,
        lower({{ clean_text('domain') }}) as domain,
        {{ clean_text('industry') }} as industry,
        {{ clean_text('street') }} as street,
        {{ clean_text('postal_code') }} as postal_code,
        {{ clean_text('city') }} as city,
        {{ country_code('country_code') }} as country_code,
        -- times
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
