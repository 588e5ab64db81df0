with

shopify as (select * from {{ ref('int_order_lines__shopify') }}),

dsfinvk as (select * from {{ ref('int_order_lines__dsfinvk') }}),

shopware as (select * from {{ ref('int_order_lines__shopware') }}),

square as (select * from {{ ref('int_order_lines__square') }}),

amazon as (select * from {{ ref('int_order_lines__amazon') }}),

template as (select * from {{ ref('int_order_lines__template') }}),

stacked as (
    {{ stack(
        [
            'shopify',
            'dsfinvk',
            'shopware',
            'square',
            'amazon',
            'template',
        ],
        [
            'source_name',
            'source_order_line_id',
            'source_order_id',
            'quantity',
            'unit_price_amount',
            'product_id',
            'sku',
            'gtin',
            'product_name',
            'discount_amount',
            'tax_amount',
            'line_type',
            'line_at',
            'return_reason',
        ]
    ) }}
)

select * from stacked
