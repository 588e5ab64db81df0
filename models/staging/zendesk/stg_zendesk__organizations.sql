with

source as (
    {{ newest_only(
        source('zendesk', 'organizations'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as zendesk_organization_id,
        {{ clean_text('external_id') }} as external_id,
        {{ normalize_vat_id(json_str('organization_fields', 'vat_id')) }} as vat_id,
        -- attributes
        {{ clean_text('name') }} as organization_name,
        lower({{ clean_text(json_str('domain_names', '[0]')) }}) as domain,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at,
        {{ to_timestamp_utc('deleted_at') }} as deleted_at
    from source
)

select * from renamed
