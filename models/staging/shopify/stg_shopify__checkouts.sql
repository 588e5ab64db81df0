with

source as (
    {{ newest_only(
        source('shopify', 'checkouts'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as shopify_checkout_id,
        {{ clean_text('token') }} as checkout_token,
        {{ json_str('customer', 'id') }} as shopify_customer_id,
        -- attributes
        coalesce(
            {{ normalize_email('email') }},
            {{ normalize_email(json_str('customer', 'email')) }}
        ) as email,
        {{ normalize_phone('phone', json_str('billing_address', 'country_code')) }}
            as phone,
        upper({{ clean_text('currency') }}) as currency,
        upper({{ json_join('discount_codes', 'code') }}) as discount_codes,
        {{ clean_text('landing_site') }} as landing_site,
        {{ clean_text('referring_site') }} as referring_site,
        line_items,
        -- amounts
        {{ to_decimal('total_discounts') }} as total_discounts_amount,
        {{ to_decimal('total_price') }} as total_price_amount,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('completed_at') }} as completed_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
