with

source as ({{ newest_only(source('loyalty', 'vouchers'), ['trim(voucher_code)']) }}),

renamed as (
    select
        -- ids
        {{ clean_text('voucher_code') }} as voucher_code,
        {{ clean_text('card_number') }} as card_number,
        {{ clean_text('campaign_id') }} as campaign_id,
        -- attributes
        upper({{ clean_text('currency') }}) as currency,
        -- amounts
        {{ to_decimal('value_amount') }} as value_amount,
        {{ to_decimal('value_percent') }} as value_percent,
        {{ to_decimal('minimum_order_amount') }} as minimum_order_amount,
        -- times
        {{ to_timestamp_utc('issued_at') }} as issued_at,
        {{ to_date('valid_from') }} as valid_from,
        {{ to_date('valid_to') }} as valid_to
    from source
)

select * from renamed
