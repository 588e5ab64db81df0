with

line_items as (select * from {{ ref('stg_shopware__order_line_items') }}),

refund_positions as (select * from {{ ref('stg_shopware__refund_positions') }}),

transactions as (select * from {{ ref('stg_shopware__order_transactions') }}),

refunded as (
    select
        'refund:' || shopware_refund_position_id as returned_line_id,
        shopware_order_id,
        shopware_line_item_id,
        quantity,
        {{ unit_price('refunded_amount', 'quantity') }} as unit_price_amount,
        refunded_amount,
        tax_amount,
        refunded_at as returned_at,
        reason
    from refund_positions
    where quantity > 0 and coalesce(refund_state, '') not in ('failed', 'cancelled')
),

payments as (
    select
        shopware_order_id,
        max(case when payment_state = 'refunded' then updated_at end) as refunded_at,
        max(case
            when payment_state in ('paid', 'refunded_partially') then 1 else 0
        end) as is_still_paid
    from transactions
    group by shopware_order_id
),

-- All was paid back, but nobody said for what: then it was for every line.
refunded_whole as (
    select
        'refund:' || line_items.shopware_line_item_id as returned_line_id,
        line_items.shopware_order_id,
        line_items.shopware_line_item_id,
        case when line_items.total_amount < 0 then 1 else line_items.quantity end
            as quantity,
        case when line_items.total_amount < 0 then 0 else line_items.unit_price_amount
        end as unit_price_amount,
        line_items.total_amount as refunded_amount,
        line_items.tax_amount,
        payments.refunded_at as returned_at,
        cast(null as string) as reason
    from line_items
    inner join payments on line_items.shopware_order_id = payments.shopware_order_id
    left outer join refunded
        on line_items.shopware_order_id = refunded.shopware_order_id
    where
        payments.refunded_at is not null
        and payments.is_still_paid = 0
        and refunded.shopware_order_id is null
        and line_items.shopware_parent_line_item_id is null
),

stacked as (
    {{ stack(
        ['refunded', 'refunded_whole'],
        [
            'returned_line_id', 'shopware_order_id', 'shopware_line_item_id',
            'cast(quantity as decimal(18, 4)) as quantity',
            'cast(unit_price_amount as decimal(18, 4)) as unit_price_amount',
            'refunded_amount', 'tax_amount', 'returned_at', 'reason',
        ]
    ) }}
)

select * from stacked
