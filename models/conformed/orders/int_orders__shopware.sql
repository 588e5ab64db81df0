with

orders as (select * from {{ ref('stg_shopware__orders') }}),

line_items as (select * from {{ ref('stg_shopware__order_line_items') }}),

deliveries as (select * from {{ ref('stg_shopware__order_deliveries') }}),

transactions as (select * from {{ ref('stg_shopware__order_transactions') }}),

state_changes as (select * from {{ ref('stg_shopware__state_changes') }}),

cancellations as (
    select
        entity_id as shopware_order_id,
        max(changed_at) as cancelled_at
    from state_changes
    where entity_name = 'order' and to_state = 'cancelled'
    group by entity_id
),

goods as (
    select
        shopware_order_id,
        sum(case when total_amount > 0 then total_amount else 0 end) as gross_amount,
        sum(case when total_amount < 0 then -total_amount else 0 end)
            as discount_amount
    from line_items
    where shopware_parent_line_item_id is null
    group by shopware_order_id
),

dispatched as (
    select
        shopware_order_id,
        max(case when delivery_state like 'shipped%' then 1 else 0 end) as is_shipped,
        min(case when delivery_state = 'returned' then 1 else 0 end) as is_returned
    from deliveries
    group by shopware_order_id
),

-- A failed or replaced payment leaves its own row; what counts is that one was made.
payments as (
    select
        shopware_order_id,
        max(case when payment_state in ('paid', 'refunded_partially') then 1 else 0 end)
            as is_paid,
        max(case when payment_state = 'refunded' then 1 else 0 end) as is_refunded
    from transactions
    group by shopware_order_id
),

in_our_words as (
    select
        'shopware' as source_name,
        orders.shopware_order_id as source_order_id,
        orders.ordered_at,
        orders.currency,
        orders.shopware_customer_id as source_record_id,
        orders.email,
        orders.phone,
        cast(null as string) as loyalty_card_number,
        case when orders.shopware_user_id is null then 'online' else 'phone' end
            as channel,
        cast(null as string) as store_id,
        case when orders.is_business then 'b2b' else 'b2c' end as sales_model,
        case
            when orders.order_state = 'cancelled' then 'cancelled'
            when dispatched.is_returned = 1 then 'returned'
            when payments.is_refunded = 1 and payments.is_paid = 0 then 'returned'
            when orders.order_state = 'completed' or dispatched.is_shipped = 1
                then 'fulfilled'
            when payments.is_paid = 1 then 'paid'
            else 'open'
        end as status,
        orders.is_test,
        cast(goods.gross_amount as decimal(18, 4)) as gross_amount,
        cast(goods.discount_amount as decimal(18, 4)) as discount_amount,
        orders.tax_amount,
        -- Where prices are net, only the deliveries know each rate: marts sum lines.
        case when orders.tax_status <> 'net' then orders.shipping_amount end
            as shipping_amount,
        orders.total_amount,
        orders.promotion_codes,
        cast(null as string) as landing_site,
        cast(null as string) as referring_site,
        case when orders.order_state = 'cancelled' then cancellations.cancelled_at end
            as cancelled_at,
        orders.updated_at,
        orders.order_number
    from orders
    left outer join goods on orders.shopware_order_id = goods.shopware_order_id
    left outer join dispatched
        on orders.shopware_order_id = dispatched.shopware_order_id
    left outer join payments on orders.shopware_order_id = payments.shopware_order_id
    left outer join cancellations
        on orders.shopware_order_id = cancellations.shopware_order_id
)

select * from in_our_words
