with

source as (
    {{ newest_only(
        source('template', 'orders'),
        ['source_name', 'trim(source_order_id)'],
        to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        source_name,
        {{ clean_text('source_order_id') }} as source_order_id,
        {{ clean_text('source_record_id') }} as source_record_id,
        {{ clean_text('loyalty_card_number') }} as loyalty_card_number,
        {{ clean_text('store_id') }} as store_id,
        -- attributes
        upper({{ clean_text('currency') }}) as currency,
        {{ normalize_email('email') }} as email,
        {{ normalize_phone('phone') }} as phone,
        lower({{ clean_text('channel') }}) as channel,
        lower({{ clean_text('sales_model') }}) as sales_model,
        lower({{ clean_text('status') }}) as status,
        {{ clean_text('promotion_codes') }} as promotion_codes,
        {{ clean_text('landing_site') }} as landing_site,
        {{ clean_text('referring_site') }} as referring_site,
        -- amounts
        {{ to_decimal('gross_amount') }} as gross_amount,
        {{ to_decimal('discount_amount') }} as discount_amount,
        {{ to_decimal('tax_amount') }} as tax_amount,
        {{ to_decimal('shipping_amount') }} as shipping_amount,
        {{ to_decimal('total_amount') }} as total_amount,
        -- flags
        {{ to_boolean('is_test') }} as is_test,
        -- times
        {{ to_timestamp_utc('ordered_at') }} as ordered_at,
        {{ to_timestamp_utc('cancelled_at') }} as cancelled_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
