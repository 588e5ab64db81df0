with

source as (
    {{ newest_only(
        source('hubspot', 'deals'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as hubspot_deal_id,
        {{ json_str('associations', 'contacts.results[0].id') }} as hubspot_contact_id,
        {{ json_str('associations', 'companies.results[0].id') }} as hubspot_company_id,
        {{ clean_text(json_str('properties', 'hubspot_owner_id')) }}
            as hubspot_owner_id,
        -- attributes
        {{ clean_text(json_str('properties', 'dealname')) }} as deal_name,
        {{ clean_text(json_str('properties', 'pipeline')) }} as pipeline,
        {{ clean_text(json_str('properties', 'dealstage')) }} as deal_stage,
        {{ clean_text(json_str('properties', 'deal_currency_code')) }} as currency,
        -- amounts
        {{ to_decimal(json_str('properties', 'amount')) }} as amount,
        -- flags
        coalesce({{ to_boolean(json_str('properties', 'hs_is_closed')) }}, false)
            as is_closed,
        coalesce({{ to_boolean(json_str('properties', 'hs_is_closed_won')) }}, false)
            as is_won,
        coalesce({{ to_boolean('archived') }}, false) as is_archived,
        -- times
        {{ to_timestamp_utc(json_str('properties', 'closedate')) }} as closed_at,
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
