with

exported as (select * from {{ ref('stg_shopify__exported_orders') }}),

exported_lines as (select * from {{ ref('stg_shopify__exported_order_lines') }}),

api_orders as (select * from {{ ref('stg_shopify__orders') }}),

customers as (select * from {{ ref('int_contacts__shopify') }}),

goods as (
    select
        shopify_order_id,
        sum(quantity * price_amount) as goods_amount
    from exported_lines
    group by shopify_order_id
),

-- The export names no customer, but in Shopify an e-mail address has one only.
buyers as (
    select
        email,
        min(source_record_id) as shopify_customer_id
    from customers
    where email is not null
    group by email
    having count(*) = 1
),

unknown_to_api as (
    select
        exported.shopify_order_id,
        exported.order_name,
        buyers.shopify_customer_id,
        exported.shopify_location_id,
        exported.email,
        exported.phone,
        exported.currency,
        exported.sales_channel,
        exported.financial_status,
        exported.fulfillment_status,
        exported.discount_codes,
        cast(goods.goods_amount as decimal(18, 4)) as goods_amount,
        exported.subtotal_amount,
        exported.taxes_amount,
        exported.shipping_amount,
        exported.total_amount,
        exported.refunded_amount,
        exported.has_taxes_added,
        exported.tax_factor,
        exported.is_test,
        exported.is_b2b,
        exported.is_d2c,
        exported.created_at,
        exported.cancelled_at
    from exported
    left outer join api_orders
        on exported.shopify_order_id = api_orders.shopify_order_id
    left outer join goods on exported.shopify_order_id = goods.shopify_order_id
    left outer join buyers on exported.email = buyers.email
    where api_orders.shopify_order_id is null
)

select * from unknown_to_api
