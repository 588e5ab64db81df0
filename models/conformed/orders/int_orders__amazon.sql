with

orders as (select * from {{ ref('stg_amazon__orders') }}),

order_lines as (select * from {{ ref('int_order_lines__amazon') }}),

unshipped_items as (select * from {{ ref('stg_amazon__unshipped_items') }}),

promotions as (select * from {{ ref('stg_amazon__item_promotions') }}),

-- Only the report of what the seller sends says who bought.
buyers as (
    select
        amazon_order_id,
        min(buyer_email) as buyer_email,
        min(buyer_phone) as buyer_phone
    from unshipped_items
    group by amazon_order_id
),

used as (
    select
        amazon_order_id,
        {{ distinct_list('promotion_id') }} as promotion_ids
    from promotions
    group by amazon_order_id
),

summed as (
    select
        source_order_id,
        sum(case when line_type = 'sale' then quantity * unit_price_amount else 0 end)
            as gross_amount,
        sum(discount_amount) as discount_amount,
        sum(tax_amount) as tax_amount,
        sum(case when line_type = 'shipping' then unit_price_amount else 0 end)
            as shipping_amount,
        sum(quantity * unit_price_amount - discount_amount) as total_amount
    from order_lines
    where line_type <> 'return'
    group by source_order_id
),

in_our_words as (
    select
        'amazon' as source_name,
        orders.amazon_order_id as source_order_id,
        orders.purchased_at as ordered_at,
        -- A cancelled order may state no currency at all.
        coalesce(orders.currency, 'EUR') as currency,
        buyers.buyer_email as source_record_id,
        buyers.buyer_email as email,
        buyers.buyer_phone as phone,
        cast(null as string) as loyalty_card_number,
        'marketplace' as channel,
        orders.sales_channel as store_id,
        case when orders.is_business_order then 'b2b' else 'b2c' end as sales_model,
        case
            when orders.order_status like 'cancel%' then 'cancelled'
            when orders.order_status like 'shipped - return%' then 'returned'
            when orders.order_status like 'shipped%' then 'fulfilled'
            when orders.order_status in ('unshipped', 'partiallyshipped') then 'paid'
            when orders.order_status = 'complete' then 'fulfilled'
            else 'open'
        end as status,
        false as is_test,
        cast(summed.gross_amount as decimal(18, 4)) as gross_amount,
        cast(summed.discount_amount as decimal(18, 4)) as discount_amount,
        cast(summed.tax_amount as decimal(18, 4)) as tax_amount,
        cast(summed.shipping_amount as decimal(18, 4)) as shipping_amount,
        cast(summed.total_amount as decimal(18, 4)) as total_amount,
        used.promotion_ids as promotion_codes,
        cast(null as string) as landing_site,
        cast(null as string) as referring_site,
        cast(null as timestamp) as cancelled_at,
        orders.updated_at,
        orders.amazon_order_id as order_number
    from orders
    left outer join buyers on orders.amazon_order_id = buyers.amazon_order_id
    left outer join used on orders.amazon_order_id = used.amazon_order_id
    left outer join summed on orders.amazon_order_id = summed.source_order_id
)

select * from in_our_words
