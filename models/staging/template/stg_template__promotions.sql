with

source as (
    {{ newest_only(
        source('template', 'promotions'), ['source_name', 'trim(promotion_code)']
    ) }}
),

renamed as (
    select
        -- ids
        source_name,
        {{ clean_text('promotion_code') }} as promotion_code,
        {{ clean_text('issued_to_record_id') }} as issued_to_record_id,
        {{ clean_text('campaign_id') }} as campaign_id,
        -- attributes
        lower({{ clean_text('promotion_type') }}) as promotion_type,
        upper({{ clean_text('currency') }}) as currency,
        -- amounts
        {{ to_decimal('minimum_order_amount') }} as minimum_order_amount,
        {{ to_decimal('value_amount') }} as value_amount,
        {{ to_decimal('value_percent') }} as value_percent,
        -- times
        {{ to_timestamp_utc('valid_from') }} as valid_from,
        {{ to_timestamp_utc('valid_to') }} as valid_to
    from source
)

select * from renamed
