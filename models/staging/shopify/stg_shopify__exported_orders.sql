with

source as (
    {{ newest_file_only(
        source('shopify', 'orders_export'), ['name'], ['name', '_row_number']
    ) }}
),

ranked as (
    select
        id,
        name,
        email,
        coalesce({{ clean_text('phone') }}, billing_phone) as phone_number,
        {{ country_code('billing_country') }} as country_code,
        currency,
        financial_status,
        fulfillment_status,
        discount_code,
        source,
        location,
        tags,
        {{ to_decimal('subtotal') }} as subtotal,
        coalesce({{ to_decimal('shipping') }}, 0) as shipping,
        coalesce({{ to_decimal('taxes') }}, 0) as taxes,
        {{ to_decimal('total') }} as total,
        refunded_amount,
        created_at,
        cancelled_at,
        -- What is the order's stands on the first of its lines.
        row_number() over (
            partition by name
            order by
                case when {{ clean_text('id') }} is null then 1 else 0 end, _row_number
        ) as line_rank
    from source
),

renamed as (
    select
        -- ids
        {{ clean_text("replace(coalesce(id, name), '''', '')") }} as shopify_order_id,
        {{ clean_text('name') }} as order_name,
        {{ clean_text('location') }} as shopify_location_id,
        -- attributes
        {{ normalize_email('email') }} as email,
        {{ normalize_phone("replace(phone_number, '''', '')", 'country_code') }}
            as phone,
        upper({{ clean_text('currency') }}) as currency,
        lower({{ clean_text('source') }}) as sales_channel,
        lower({{ clean_text('financial_status') }}) as financial_status,
        lower({{ clean_text('fulfillment_status') }}) as fulfillment_status,
        upper(replace({{ clean_text('discount_code') }}, ', ', '|'))
            as discount_codes,
        -- amounts
        subtotal as subtotal_amount,
        shipping as shipping_amount,
        taxes as taxes_amount,
        total as total_amount,
        {{ to_decimal('refunded_amount') }} as refunded_amount,
        -- Tax was added where the total is more than goods and shipping; then it is
        -- spread over all there was to pay.
        cast(
            case
                when taxes > 0 and total - subtotal - shipping >= taxes
                    then total / nullif(subtotal + shipping, 0)
                else 1
            end as decimal(18, 10)
        ) as tax_factor,
        -- flags
        coalesce(taxes > 0 and total - subtotal - shipping >= taxes, false)
            as has_taxes_added,
        {{ has_tag('tags', 'test') }} as is_test,
        {{ has_tag('tags', 'b2b') }} as is_b2b,
        {{ has_tag('tags', 'd2c') }} as is_d2c,
        -- times
        {{ to_timestamp_utc('created_at', format='%Y-%m-%d %H:%M:%S %z') }}
            as created_at,
        {{ to_timestamp_utc('cancelled_at', format='%Y-%m-%d %H:%M:%S %z') }}
            as cancelled_at
    from ranked
    where line_rank = 1
)

select * from renamed
