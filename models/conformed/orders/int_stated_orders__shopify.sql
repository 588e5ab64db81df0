with

api_orders as (select * from {{ ref('stg_shopify__orders') }}),

exported as (select * from {{ ref('int_exported_orders__shopify') }}),

exported_orders as (
    select
        shopify_order_id,
        order_name,
        shopify_customer_id,
        shopify_location_id,
        cast(null as string) as loyalty_card_number,
        email,
        phone,
        currency,
        sales_channel,
        financial_status,
        fulfillment_status,
        discount_codes,
        cast(null as string) as landing_site,
        cast(null as string) as referring_site,
        goods_amount as total_line_items_price_amount,
        cast(goods_amount - subtotal_amount as decimal(18, 4))
            as total_discounts_amount,
        taxes_amount as total_tax_amount,
        shipping_amount as total_shipping_amount,
        total_amount as total_price_amount,
        not has_taxes_added as has_taxes_included,
        is_test,
        is_b2b,
        is_d2c,
        created_at as processed_at,
        cancelled_at,
        cast(null as timestamp) as updated_at
    from exported
),

stated as (
    {{ stack(
        ['api_orders', 'exported_orders'],
        [
            'shopify_order_id', 'order_name', 'shopify_customer_id',
            'shopify_location_id', 'loyalty_card_number', 'email', 'phone',
            'currency', 'sales_channel', 'financial_status', 'fulfillment_status',
            'discount_codes', 'landing_site', 'referring_site',
            'total_line_items_price_amount', 'total_discounts_amount',
            'total_tax_amount', 'total_shipping_amount', 'total_price_amount',
            'has_taxes_included', 'is_test', 'is_b2b', 'is_d2c', 'processed_at',
            'cancelled_at', 'updated_at',
        ]
    ) }}
)

select * from stated
