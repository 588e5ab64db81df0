with

vouchers as (select * from {{ ref('stg_loyalty__vouchers') }}),

-- A day of validity begins and ends by the project's clock.
in_our_words as (
    select
        'loyalty' as source_name,
        voucher_code as promotion_code,
        'voucher' as promotion_type,
        coalesce(
            {{ to_timestamp_utc('cast(valid_from as string)') }}, issued_at
        ) as valid_from,
        {{ to_timestamp_utc("cast(valid_to as string) || ' 23:59:59'") }} as valid_to,
        minimum_order_amount,
        value_amount,
        value_percent,
        currency,
        card_number as issued_to_record_id,
        campaign_id
    from vouchers
)

select * from in_our_words
