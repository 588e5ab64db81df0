with

source as (
    {{ newest_only(
        source('hubspot', 'companies'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as hubspot_company_id,
        {{ clean_text(json_str('properties', 'hs_parent_company_id')) }}
            as hubspot_parent_company_id,
        {{ normalize_vat_id(json_str('properties', 'vat_id')) }} as vat_id,
        -- attributes
        {{ clean_text(json_str('properties', 'name')) }} as company_name,
        lower({{ clean_text(json_str('properties', 'domain')) }}) as domain,
        {{ clean_text(json_str('properties', 'industry')) }} as industry,
        {{ clean_text(json_str('properties', 'address')) }} as street,
        {{ clean_text(json_str('properties', 'zip')) }} as postal_code,
        {{ clean_text(json_str('properties', 'city')) }} as city,
        {{ country_code(json_str('properties', 'country')) }} as country_code,
        -- flags
        coalesce({{ to_boolean('archived') }}, false) as is_archived,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
