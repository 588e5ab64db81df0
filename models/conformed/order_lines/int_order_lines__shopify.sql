with

order_lines as (select * from {{ ref('stg_shopify__order_lines') }}),

refund_lines as (select * from {{ ref('stg_shopify__refund_lines') }}),

shipping_lines as (select * from {{ ref('stg_shopify__shipping_lines') }}),

exported_items as (select * from {{ ref('int_exported_items__shopify') }}),

exported_charges as (select * from {{ ref('int_exported_charges__shopify') }}),

sales as (
    select
        shopify_order_line_id as source_order_line_id,
        shopify_order_id as source_order_id,
        quantity,
        price_amount as unit_price_amount,
        shopify_variant_id as product_id,
        sku,
        title as product_name,
        discount_amount,
        tax_amount,
        case when is_gift_card then 'voucher_sale' else 'sale' end as line_type,
        processed_at as line_at,
        cast(null as string) as return_reason
    from order_lines
),

returned as (
    select
        'refund:' || refund_lines.shopify_refund_line_id as source_order_line_id,
        refund_lines.shopify_order_id as source_order_id,
        cast(-refund_lines.quantity as decimal(18, 4)) as quantity,
        {{ unit_price('refund_lines.refunded_amount', 'refund_lines.quantity') }}
            as unit_price_amount,
        order_lines.shopify_variant_id as product_id,
        order_lines.sku,
        order_lines.title as product_name,
        -- What a refund does not divide into whole units, so that no cent is lost.
        cast(
            refund_lines.quantity
            * {{ unit_price('refund_lines.refunded_amount', 'refund_lines.quantity') }}
            - refund_lines.refunded_amount as decimal(18, 4)
        ) as discount_amount,
        cast(-refund_lines.tax_amount as decimal(18, 4)) as tax_amount,
        'return' as line_type,
        refund_lines.refunded_at as line_at,
        refund_lines.note as return_reason
    from refund_lines
    left outer join order_lines
        on refund_lines.shopify_order_line_id = order_lines.shopify_order_line_id
    where refund_lines.quantity > 0
),

shipped as (
    select
        'shipping:' || shopify_shipping_line_id as source_order_line_id,
        shopify_order_id as source_order_id,
        cast(1 as decimal(18, 4)) as quantity,
        price_amount as unit_price_amount,
        cast(null as string) as product_id,
        cast(null as string) as sku,
        title as product_name,
        discount_amount,
        tax_amount,
        'shipping' as line_type,
        processed_at as line_at,
        cast(null as string) as return_reason
    from shipping_lines
),

exported as (
    {{ stack(
        ['exported_items', 'exported_charges'],
        [
            'source_order_line_id', 'source_order_id',
            'cast(quantity as decimal(18, 4)) as quantity',
            'cast(unit_price_amount as decimal(18, 4)) as unit_price_amount',
            'cast(null as string) as product_id', 'sku', 'product_name',
            'cast(discount_amount as decimal(18, 4)) as discount_amount',
            'cast(null as decimal(18, 4)) as tax_amount', 'line_type', 'line_at',
            'cast(null as string) as return_reason',
        ]
    ) }}
),

stacked as (
    {{ stack(
        ['sales', 'returned', 'shipped', 'exported'],
        [
            "'shopify' as source_name", 'source_order_line_id', 'source_order_id',
            'quantity', 'unit_price_amount', 'product_id', 'sku',
            'cast(null as string) as gtin', 'product_name', 'discount_amount',
            'tax_amount', 'line_type', 'line_at', 'return_reason',
        ]
    ) }}
)

select * from stacked
