with

charged_lines as (select * from {{ ref('int_charged_lines__amazon') }}),

orders as (select * from {{ ref('stg_amazon__orders') }}),

charged as (
    select
        source_order_line_id,
        source_order_id,
        quantity,
        unit_price_amount,
        quantity * unit_price_amount - paid_amount as discount_amount,
        sku,
        product_name,
        tax_amount,
        line_type,
        line_at
    from charged_lines
),

-- A parcel that came back is a return of all that was in it.
returned as (
    select
        'return:' || charged.source_order_line_id as source_order_line_id,
        charged.source_order_id,
        -charged.quantity as quantity,
        charged.unit_price_amount,
        charged.discount_amount,
        charged.sku,
        charged.product_name,
        -charged.tax_amount as tax_amount,
        'return' as line_type,
        orders.updated_at as line_at
    from charged
    inner join orders on charged.source_order_id = orders.amazon_order_id
    where
        charged.line_type = 'sale'
        and charged.quantity > 0
        and orders.order_status like 'shipped - return%'
),

stacked as (
    {{ stack(
        ['charged', 'returned'],
        [
            "'amazon' as source_name", 'source_order_line_id', 'source_order_id',
            'cast(quantity as decimal(18, 4)) as quantity',
            'cast(unit_price_amount as decimal(18, 4)) as unit_price_amount',
            'sku as product_id', 'sku', 'cast(null as string) as gtin',
            'product_name',
            'cast(discount_amount as decimal(18, 4)) as discount_amount',
            'cast(tax_amount as decimal(18, 4)) as tax_amount', 'line_type',
            'line_at', 'cast(null as string) as return_reason',
        ]
    ) }}
)

select * from stacked
