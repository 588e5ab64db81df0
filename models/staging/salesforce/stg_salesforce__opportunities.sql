with

source as (
    {{ newest_only(
        source('salesforce', 'opportunities'),
        ['id'],
        to_timestamp_utc('system_modstamp')
    ) }}
),

renamed as (
    select
        -- ids
        id as salesforce_opportunity_id,
        {{ clean_text('account_id') }} as salesforce_account_id,
        {{ clean_text('contact_id') }} as salesforce_contact_id,
        -- attributes
        {{ clean_text('name') }} as opportunity_name,
        {{ clean_text('type') }} as opportunity_type,
        {{ clean_text('lead_source') }} as lead_source,
        {{ clean_text('stage_name') }} as stage_name,
        {{ clean_text('currency_iso_code') }} as currency,
        -- amounts
        {{ to_decimal('amount') }} as amount,
        {{ to_decimal('probability') }} as probability_percent,
        -- flags
        coalesce({{ to_boolean('is_closed') }}, false) as is_closed,
        coalesce({{ to_boolean('is_won') }}, false) as is_won,
        coalesce({{ to_boolean('is_deleted') }}, false) as is_deleted,
        -- times
        {{ to_date('close_date') }} as close_date,
        {{ to_timestamp_utc('created_date') }} as created_at,
        {{ to_timestamp_utc('system_modstamp') }} as updated_at
    from source
)

select * from renamed
