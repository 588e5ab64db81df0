with

source as (
    {{ newest_only(
        source('amazon', 'unshipped_orders'), ['order_item_id'],
        to_timestamp_utc('reporting_date')
    ) }}
),

unpacked as (
    select
        order_id,
        order_item_id,
        sku,
        buyer_email,
        buyer_phone_number,
        buyer_name,
        buyer_company_name,
        recipient_name,
        -- A line may hold a company or a flat; the street is the one with a number.
        case
            when {{ house_number('ship_address_1') }} is not null then ship_address_1
            when {{ house_number('ship_address_2') }} is not null then ship_address_2
            else coalesce({{ clean_text('ship_address_1') }}, ship_address_2)
        end as street_line,
        ship_city,
        ship_postal_code,
        {{ country_code('ship_country') }} as country_code,
        is_business_order,
        promise_date,
        purchase_date,
        reporting_date
    from source
),

renamed as (
    select
        -- ids
        {{ clean_text('order_item_id') }} as amazon_order_item_id,
        {{ clean_text('order_id') }} as amazon_order_id,
        {{ normalize_email('buyer_email') }} as buyer_email,
        {{ clean_text('sku') }} as sku,
        -- attributes
        {{ normalize_phone('buyer_phone_number', 'country_code') }} as buyer_phone,
        {{ without_titles('buyer_name') }} as buyer_name,
        {{ title_of('buyer_name') }} as buyer_title,
        {{ clean_text('buyer_company_name') }} as buyer_company_name,
        {{ without_titles('recipient_name') }} as recipient_name,
        {{ street_name('street_line') }} as street,
        {{ house_number('street_line') }} as house_number,
        {{ clean_text('ship_postal_code') }} as postal_code,
        {{ clean_text('ship_city') }} as city,
        country_code,
        -- flags
        coalesce({{ to_boolean('is_business_order') }}, false) as is_business_order,
        -- times
        {{ to_timestamp_utc('promise_date') }} as ship_by,
        {{ to_timestamp_utc('purchase_date') }} as purchased_at,
        {{ to_timestamp_utc('reporting_date') }} as reported_at
    from unpacked
)

select * from renamed
