with

source as (
    {{ newest_only(
        source('shopify', 'orders'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as shopify_order_id,
        {{ clean_text('name') }} as order_name,
        {{ json_str('customer', 'id') }} as shopify_customer_id,
        {{ json_str('company', 'id') }} as shopify_company_id,
        {{ clean_text('location_id') }} as shopify_location_id,
        {{ json_find('note_attributes', 'name', 'loyalty_card') }}
            as loyalty_card_number,
        -- attributes
        coalesce(
            {{ normalize_email('email') }},
            {{ normalize_email(json_str('customer', 'email')) }}
        ) as email,
        coalesce(
            {{ normalize_phone('phone', json_str('billing_address', 'country_code')) }},
            {{ normalize_phone(json_str('customer', 'phone')) }}
        ) as phone,
        {{ clean_text(json_str('billing_address', 'company')) }} as company_name,
        {{ street_name(json_str('billing_address', 'address1')) }} as street,
        {{ clean_text(json_str('billing_address', 'zip')) }} as postal_code,
        {{ clean_text(json_str('billing_address', 'city')) }} as city,
        {{ country_code(json_str('billing_address', 'country_code')) }}
            as country_code,
        upper({{ clean_text('currency') }}) as currency,
        lower({{ clean_text('source_name') }}) as sales_channel,
        lower({{ clean_text('financial_status') }}) as financial_status,
        lower({{ clean_text('fulfillment_status') }}) as fulfillment_status,
        {{ clean_text('cancel_reason') }} as cancel_reason,
        upper({{ json_join('discount_codes', 'code') }}) as discount_codes,
        {{ clean_text('landing_site') }} as landing_site,
        {{ clean_text('referring_site') }} as referring_site,
        -- amounts
        {{ to_decimal('total_line_items_price') }} as total_line_items_price_amount,
        {{ to_decimal('total_discounts') }} as total_discounts_amount,
        {{ to_decimal('total_tax') }} as total_tax_amount,
        {{ to_decimal(json_str('total_shipping_price_set', 'shop_money.amount')) }}
            as total_shipping_amount,
        {{ to_decimal('total_price') }} as total_price_amount,
        -- flags
        coalesce({{ to_boolean('taxes_included') }}, true) as has_taxes_included,
        coalesce({{ to_boolean('test') }}, false) as is_test,
        {{ json_str('company', 'id') }} is not null as is_b2b,
        {{ has_tag('tags', 'd2c') }} as is_d2c,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('coalesce(processed_at, created_at)') }} as processed_at,
        {{ to_timestamp_utc('cancelled_at') }} as cancelled_at,
        {{ to_timestamp_utc('closed_at') }} as closed_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
