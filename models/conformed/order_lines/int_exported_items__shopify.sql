with

exported_orders as (select * from {{ ref('int_exported_orders__shopify') }}),

exported_lines as (select * from {{ ref('stg_shopify__exported_order_lines') }}),

exported_variants as (select * from {{ ref('stg_shopify__exported_variants') }}),

-- Only the export of the products says what is a gift card.
gift_cards as (
    select distinct sku
    from exported_variants
    where is_gift_card and sku is not null
),

sold as (
    select
        'export:' || exported_lines.shopify_order_id || '-'
        || exported_lines.line_number as source_order_line_id,
        exported_lines.shopify_order_id as source_order_id,
        exported_lines.quantity,
        exported_lines.price_amount * exported_orders.tax_factor as unit_price_amount,
        exported_lines.sku,
        exported_lines.title as product_name,
        exported_lines.discount_amount * exported_orders.tax_factor as discount_amount,
        case when gift_cards.sku is null then 'sale' else 'voucher_sale' end
            as line_type,
        exported_orders.created_at as line_at
    from exported_lines
    inner join exported_orders
        on exported_lines.shopify_order_id = exported_orders.shopify_order_id
    left outer join gift_cards on exported_lines.sku = gift_cards.sku
)

select * from sold
