with

orders as (select * from {{ ref('stg_square__orders') }}),

payments as (select * from {{ ref('stg_square__payments') }}),

-- The customer may stand on the payment alone.
payers as (
    select
        square_order_id,
        min(square_customer_id) as square_customer_id,
        min(buyer_email) as buyer_email,
        max(case when payment_status = 'COMPLETED' then 1 else 0 end) as is_paid
    from payments
    where square_order_id is not null
    group by square_order_id
),

in_our_words as (
    select
        'square' as source_name,
        orders.square_order_id as source_order_id,
        orders.created_at as ordered_at,
        orders.currency,
        coalesce(orders.square_customer_id, payers.square_customer_id)
            as source_record_id,
        payers.buyer_email as email,
        cast(null as string) as phone,
        cast(null as string) as loyalty_card_number,
        case
            when lower(orders.order_source) like '%online%' then 'online'
            else 'store'
        end as channel,
        orders.square_location_id as store_id,
        'b2c' as sales_model,
        case
            when orders.order_state = 'CANCELED' then 'cancelled'
            when orders.return_total_amount is not null and not orders.has_line_items
                then 'returned'
            when orders.order_state = 'COMPLETED' then 'fulfilled'
            when payers.is_paid = 1 then 'paid'
            else 'open'
        end as status,
        false as is_test,
        -- What a refund gives back are lines of the order that it names.
        cast(
            case
                when orders.has_line_items
                    then
                        orders.total_amount
                        + coalesce(orders.total_discount_amount, 0)
                        - coalesce(orders.total_tip_amount, 0)
                        - coalesce(orders.total_service_charge_amount, 0)
                else 0
            end as decimal(18, 4)
        ) as gross_amount,
        cast(coalesce(orders.total_discount_amount, 0) as decimal(18, 4))
            as discount_amount,
        orders.total_tax_amount as tax_amount,
        cast(null as decimal(18, 4)) as shipping_amount,
        cast(
            case
                when orders.has_line_items then orders.total_amount
                else -coalesce(orders.return_total_amount, 0)
            end as decimal(18, 4)
        ) as total_amount,
        orders.discount_names as promotion_codes,
        cast(null as string) as landing_site,
        cast(null as string) as referring_site,
        case when orders.order_state = 'CANCELED' then orders.closed_at end
            as cancelled_at,
        orders.updated_at,
        cast(null as string) as order_number
    from orders
    left outer join payers on orders.square_order_id = payers.square_order_id
    -- A draft is a basket that nobody has ordered yet.
    where orders.order_state <> 'DRAFT'
)

select * from in_our_words
