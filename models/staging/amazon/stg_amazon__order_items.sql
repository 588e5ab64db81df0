with

source as (
    {{ newest_report_only(
        source('amazon', 'all_orders'), 'amazon_order_id',
        to_timestamp_utc('last_updated_date')
    ) }}
),

-- The report gives its items no id: they are counted per order and article number.
numbered as (
    select
        amazon_order_id,
        sku,
        asin,
        product_name,
        item_status,
        upper(currency) as currency_code,
        {{ to_decimal('quantity') }} as units,
        {{ to_decimal('item_price') }} as item_price,
        coalesce({{ to_decimal('item_tax') }}, 0) as item_tax,
        {{ to_decimal('shipping_price') }} as shipping_price,
        coalesce({{ to_decimal('shipping_tax') }}, 0) as shipping_tax,
        {{ to_decimal('gift_wrap_price') }} as gift_wrap_price,
        coalesce({{ to_decimal('gift_wrap_tax') }}, 0) as gift_wrap_tax,
        abs(coalesce({{ to_decimal('item_promotion_discount') }}, 0)) as item_discount,
        abs(coalesce({{ to_decimal('ship_promotion_discount') }}, 0)) as ship_discount,
        purchase_date,
        last_updated_date,
        row_number() over (
            partition by amazon_order_id, sku
            order by _row_number
        ) as item_number
    from source
),

-- In North America prices are without tax, which is added; elsewhere they contain it.
taxed as (
    select
        amazon_order_id,
        sku,
        asin,
        product_name,
        item_status,
        currency_code,
        units,
        item_price,
        item_tax,
        shipping_price,
        shipping_tax,
        gift_wrap_price,
        gift_wrap_tax,
        item_discount,
        ship_discount,
        purchase_date,
        last_updated_date,
        item_number,
        case when currency_code in ('USD', 'CAD', 'MXN') then 1 else 0 end as adds_tax
    from numbered
),

renamed as (
    select
        -- ids
        amazon_order_id || '-' || sku || '-' || item_number as amazon_item_id,
        {{ clean_text('amazon_order_id') }} as amazon_order_id,
        {{ clean_text('sku') }} as sku,
        {{ clean_text('asin') }} as asin,
        -- attributes
        {{ clean_text('product_name') }} as product_name,
        lower({{ clean_text('item_status') }}) as item_status,
        currency_code as currency,
        -- amounts
        units as quantity,
        cast(item_price + adds_tax * item_tax as decimal(18, 4)) as item_amount,
        item_tax as item_tax_amount,
        cast(shipping_price + adds_tax * shipping_tax as decimal(18, 4))
            as shipping_amount,
        shipping_tax as shipping_tax_amount,
        cast(gift_wrap_price + adds_tax * gift_wrap_tax as decimal(18, 4))
            as gift_wrap_amount,
        gift_wrap_tax as gift_wrap_tax_amount,
        item_discount as item_discount_amount,
        ship_discount as shipping_discount_amount,
        -- times
        {{ to_timestamp_utc('purchase_date') }} as purchased_at,
        {{ to_timestamp_utc('last_updated_date') }} as updated_at
    from taxed
)

select * from renamed
