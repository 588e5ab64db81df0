with

source as (
    {{ newest_report_only(
        source('amazon', 'all_orders'), 'amazon_order_id',
        to_timestamp_utc('last_updated_date')
    ) }}
),

-- The order's columns are the same on each of its items.
ranked as (
    select
        amazon_order_id,
        merchant_order_id,
        order_status,
        fulfillment_channel,
        sales_channel,
        is_business_order,
        purchase_order_number,
        purchase_date,
        last_updated_date,
        -- A cancelled item states no currency.
        max(currency) over (partition by amazon_order_id) as order_currency,
        row_number() over (partition by amazon_order_id order by _row_number)
            as item_rank
    from source
),

renamed as (
    select
        -- ids
        {{ clean_text('amazon_order_id') }} as amazon_order_id,
        {{ clean_text('merchant_order_id') }} as merchant_order_id,
        {{ clean_text('purchase_order_number') }} as purchase_order_number,
        -- attributes
        lower({{ clean_text('order_status') }}) as order_status,
        {{ clean_text('fulfillment_channel') }} as fulfillment_channel,
        {{ clean_text('sales_channel') }} as sales_channel,
        upper({{ clean_text('order_currency') }}) as currency,
        -- flags
        coalesce({{ to_boolean('is_business_order') }}, false) as is_business_order,
        -- times
        {{ to_timestamp_utc('purchase_date') }} as purchased_at,
        {{ to_timestamp_utc('last_updated_date') }} as updated_at
    from ranked
    where item_rank = 1
)

select * from renamed
