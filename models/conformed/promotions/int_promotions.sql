with

shopify as (select * from {{ ref('int_promotions__shopify') }}),

shopware as (select * from {{ ref('int_promotions__shopware') }}),

square as (select * from {{ ref('int_promotions__square') }}),

amazon as (select * from {{ ref('int_promotions__amazon') }}),

loyalty as (select * from {{ ref('int_promotions__loyalty') }}),

template as (select * from {{ ref('int_promotions__template') }}),

stacked as (
    {{ stack(
        [
            'shopify',
            'shopware',
            'square',
            'amazon',
            'loyalty',
            'template',
        ],
        [
            'source_name',
            'promotion_code',
            'promotion_type',
            'valid_from',
            'valid_to',
            'minimum_order_amount',
            'value_amount',
            'value_percent',
            'currency',
            'issued_to_record_id',
            'campaign_id',
        ]
    ) }}
)

select * from stacked
