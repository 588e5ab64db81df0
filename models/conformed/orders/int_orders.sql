with

shopify as (select * from {{ ref('int_orders__shopify') }}),

dsfinvk as (select * from {{ ref('int_orders__dsfinvk') }}),

shopware as (select * from {{ ref('int_orders__shopware') }}),

square as (select * from {{ ref('int_orders__square') }}),

amazon as (select * from {{ ref('int_orders__amazon') }}),

template as (select * from {{ ref('int_orders__template') }}),

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
            'source_order_id',
            'ordered_at',
            'currency',
            'source_record_id',
            'email',
            'phone',
            'loyalty_card_number',
            'channel',
            'store_id',
            'sales_model',
            'status',
            'is_test',
            'gross_amount',
            'discount_amount',
            'tax_amount',
            'shipping_amount',
            'total_amount',
            'promotion_codes',
            'landing_site',
            'referring_site',
            'cancelled_at',
            'updated_at',
            'order_number',
        ]
    ) }}
)

select * from stacked
