with

source as (
    {{ newest_only(
        source('shopware', 'orders'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

unpacked as (
    select
        id,
        order_number,
        {{ json_str('currency', 'isoCode') }} as iso_code,
        {{ json_str('order_customer', 'customerId') }} as customer_id,
        {{ json_str('order_customer', 'email') }} as email,
        coalesce(
            {{ clean_text(json_str('order_customer', 'company')) }},
            {{ clean_text(json_str('billing_address', 'company')) }}
        ) as company,
        {{ json_str('order_customer', 'vatIds[0]') }} as vat_id,
        {{ json_str('billing_address', 'phoneNumber') }} as phone_number,
        {{ country_code(json_str('billing_address', 'country.iso')) }} as country_code,
        {{ json_str('state_machine_state', 'technicalName') }} as state,
        {{ json_str('sales_channel', 'name') }} as sales_channel_name,
        {{ json_join('line_items', 'payload.code') }} as promotion_codes,
        {{ json_join('tags', 'name', ', ') }} as tag_names,
        coalesce(tax_status, {{ json_str('price', 'taxStatus') }}) as tax_status,
        {{ json_sum(json_str('price', 'calculatedTaxes'), 'tax') }} as tax_total,
        shipping_total,
        amount_total,
        campaign_code,
        created_by_id,
        order_date_time,
        created_at,
        updated_at
    from source
),

renamed as (
    select
        -- ids
        id as shopware_order_id,
        {{ clean_text('order_number') }} as order_number,
        {{ clean_text('customer_id') }} as shopware_customer_id,
        {{ clean_text('created_by_id') }} as shopware_user_id,
        -- attributes
        {{ normalize_email('email') }} as email,
        {{ normalize_phone('phone_number', 'country_code') }} as phone,
        company as company_name,
        {{ normalize_vat_id('vat_id') }} as vat_id,
        upper({{ clean_text('iso_code') }}) as currency,
        lower({{ clean_text('state') }}) as order_state,
        lower({{ clean_text('tax_status') }}) as tax_status,
        {{ clean_text('sales_channel_name') }} as sales_channel_name,
        upper(promotion_codes) as promotion_codes,
        {{ clean_text('campaign_code') }} as campaign_code,
        -- amounts
        tax_total as tax_amount,
        {{ to_decimal('shipping_total') }} as shipping_amount,
        {{ to_decimal('amount_total') }} as total_amount,
        -- flags
        coalesce(company, {{ normalize_vat_id('vat_id') }}) is not null as is_business,
        {{ has_tag('tag_names', 'test') }} as is_test,
        -- times
        {{ to_timestamp_utc('order_date_time') }} as ordered_at,
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('coalesce(updated_at, created_at)') }} as updated_at
    from unpacked
)

select * from renamed
