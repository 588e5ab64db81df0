with

source as (
    {{ newest_only(source('loyalty', 'redemptions'), ['trim(redemption_id)']) }}
),

renamed as (
    select
        -- ids
        {{ clean_text('redemption_id') }} as redemption_id,
        {{ clean_text('voucher_code') }} as voucher_code,
        {{ clean_text('card_number') }} as card_number,
        lower({{ clean_text('order_source') }}) as order_source,
        {{ clean_text('order_number') }} as order_number,
        -- attributes
        upper({{ clean_text('currency') }}) as currency,
        -- amounts
        {{ to_decimal('redeemed_amount') }} as redeemed_amount,
        -- times
        {{ to_timestamp_utc('redeemed_at') }} as redeemed_at
    from source
)

select * from renamed
