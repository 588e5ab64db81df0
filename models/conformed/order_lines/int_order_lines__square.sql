with

orders as (select * from {{ ref('stg_square__orders') }}),

line_items as (select * from {{ ref('stg_square__order_line_items') }}),

returned_items as (select * from {{ ref('int_returned_lines__square') }}),

charges as (select * from {{ ref('stg_square__order_service_charges') }}),

variations as (select * from {{ ref('stg_square__item_variations') }}),

sold as (
    select
        square_line_item_id as source_order_line_id,
        square_order_id as source_order_id,
        quantity,
        unit_price_amount,
        square_variation_id,
        item_name,
        quantity * unit_price_amount - total_amount as discount_amount,
        tax_amount,
        case item_type when 'GIFT_CARD' then 'voucher_sale' else 'sale' end
            as line_type,
        created_at as line_at,
        cast(null as string) as return_reason
    from line_items
),

charged as (
    select
        'charge:' || square_service_charge_id as source_order_line_id,
        square_order_id as source_order_id,
        total_amount as unit_price_amount,
        charge_name as item_name,
        tax_amount,
        created_at as line_at
    from charges
    where coalesce(treatment_type, '') <> 'APPORTIONED_TREATMENT'
    union all
    select
        'tip:' || square_order_id as source_order_line_id,
        square_order_id as source_order_id,
        total_tip_amount as unit_price_amount,
        'Tip' as item_name,
        cast(0 as decimal(18, 4)) as tax_amount,
        created_at as line_at
    from orders
    where total_tip_amount > 0
),

fees as (
    select
        source_order_line_id,
        source_order_id,
        1 as quantity,
        unit_price_amount,
        cast(null as string) as square_variation_id,
        item_name,
        0 as discount_amount,
        tax_amount,
        'fee' as line_type,
        line_at,
        cast(null as string) as return_reason
    from charged
),

stacked as (
    {{ stack(
        ['sold', 'returned_items', 'fees'],
        [
            'source_order_line_id', 'source_order_id', 'quantity', 'unit_price_amount',
            'square_variation_id', 'item_name', 'discount_amount', 'tax_amount',
            'line_type', 'line_at', 'return_reason',
        ]
    ) }}
),

in_our_words as (
    select
        'square' as source_name,
        stacked.source_order_line_id,
        stacked.source_order_id,
        cast(stacked.quantity as decimal(18, 4)) as quantity,
        stacked.unit_price_amount,
        stacked.square_variation_id as product_id,
        variations.sku,
        variations.upc as gtin,
        stacked.item_name as product_name,
        cast(stacked.discount_amount as decimal(18, 4)) as discount_amount,
        cast(stacked.tax_amount as decimal(18, 4)) as tax_amount,
        stacked.line_type,
        stacked.line_at,
        stacked.return_reason
    from stacked
    left outer join variations
        on stacked.square_variation_id = variations.square_variation_id
)

select * from in_our_words
