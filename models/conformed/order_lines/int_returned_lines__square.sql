with

return_line_items as (
    select * from {{ ref('stg_square__order_return_line_items') }}
),

orders as (select * from {{ ref('stg_square__orders') }}),

-- A return belongs to the sale it names, or, where that never landed, to itself.
attached as (
    select
        return_line_items.square_return_line_item_id,
        coalesce(orders.square_order_id, return_line_items.square_return_order_id)
            as square_order_id,
        return_line_items.square_variation_id,
        return_line_items.item_name,
        return_line_items.quantity,
        return_line_items.total_amount,
        {{ unit_price('return_line_items.total_amount', 'return_line_items.quantity') }}
            as unit_price_amount,
        return_line_items.tax_amount,
        return_line_items.returned_at,
        return_line_items.reason
    from return_line_items
    left outer join orders
        on return_line_items.square_order_id = orders.square_order_id
),

returned as (
    select
        'return:' || square_return_line_item_id as source_order_line_id,
        square_order_id as source_order_id,
        -quantity as quantity,
        unit_price_amount,
        square_variation_id,
        item_name,
        -- What a refund does not divide into whole units, so that no cent is lost.
        quantity * unit_price_amount - total_amount as discount_amount,
        -tax_amount as tax_amount,
        'return' as line_type,
        returned_at as line_at,
        reason as return_reason
    from attached
    where quantity > 0
)

select * from returned
