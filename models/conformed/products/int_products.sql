with

shopify as (select * from {{ ref('int_products__shopify') }}),

dsfinvk as (select * from {{ ref('int_products__dsfinvk') }}),

akeneo as (select * from {{ ref('int_products__akeneo') }}),

shopware as (select * from {{ ref('int_products__shopware') }}),

square as (select * from {{ ref('int_products__square') }}),

amazon as (select * from {{ ref('int_products__amazon') }}),

template as (select * from {{ ref('int_products__template') }}),

stacked as (
    {{ stack(
        [
            'shopify',
            'dsfinvk',
            'akeneo',
            'shopware',
            'square',
            'amazon',
            'template',
        ],
        [
            'source_name',
            'source_product_id',
            'sku',
            'gtin',
            'product_name',
            'brand',
            'category_path',
            'unit_cost_amount',
            'list_price_amount',
            'currency',
            'is_active',
            'launched_on',
            'asset_url',
            'updated_at',
        ]
    ) }}
)

select * from stacked
