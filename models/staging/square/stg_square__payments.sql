with

source as (
    {{ newest_only(
        source('square', 'payments'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as square_payment_id,
        {{ clean_text('order_id') }} as square_order_id,
        {{ clean_text('customer_id') }} as square_customer_id,
        {{ clean_text('receipt_number') }} as receipt_number,
        -- attributes
        {{ normalize_email('buyer_email_address') }} as buyer_email,
        upper({{ clean_text('status') }}) as payment_status,
        upper({{ clean_text('source_type') }}) as source_type,
        {{ json_str('amount_money', 'currency') }} as currency,
        -- amounts
        {{ json_money('amount_money') }} as amount,
        {{ json_money('total_money') }} as total_amount,
        {{ json_money('refunded_money') }} as refunded_amount,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
