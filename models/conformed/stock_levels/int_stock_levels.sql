with

erp as (select * from {{ ref('int_stock_levels__erp') }}),

template as (select * from {{ ref('int_stock_levels__template') }}),

stacked as (
    {{ stack(
        ['erp', 'template'],
        [
            'source_name',
            'sku',
            'location_id',
            'measured_at',
            'on_hand_quantity',
            'reserved_quantity',
        ]
    ) }}
)

select * from stacked
