with

shopify as (select * from {{ ref('int_shipments__shopify') }}),

erp as (select * from {{ ref('int_shipments__erp') }}),

shopware as (select * from {{ ref('int_shipments__shopware') }}),

square as (select * from {{ ref('int_shipments__square') }}),

template as (select * from {{ ref('int_shipments__template') }}),

stacked as (
    {{ stack(
        [
            'shopify',
            'erp',
            'shopware',
            'square',
            'template',
        ],
        [
            'source_name',
            'source_shipment_id',
            'source_order_id',
            'promised_at',
            'shipped_at',
            'delivered_at',
            'carrier',
            'status',
            'updated_at',
        ]
    ) }}
)

select * from stacked
