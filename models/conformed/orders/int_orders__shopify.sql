with

orders as (select * from {{ ref('int_stated_orders__shopify') }}),

deletions as (select * from {{ ref('stg_shopify__deletions') }}),

in_our_words as (
    select
        'shopify' as source_name,
        orders.shopify_order_id as source_order_id,
        orders.processed_at as ordered_at,
        orders.currency,
        orders.shopify_customer_id as source_record_id,
        orders.email,
        orders.phone,
        orders.loyalty_card_number,
        case
            when orders.sales_channel in ('mobile_app', 'iphone', 'android') then 'app'
            when orders.sales_channel = 'pos' then 'store'
            when orders.sales_channel in (
                'amazon', 'ebay', 'otto', 'zalando', 'kaufland', 'aboutyou'
            ) then 'marketplace'
            when orders.sales_channel = 'shopify_draft_order' then 'phone'
            when orders.sales_channel = 'field' then 'field'
            else 'online'
        end as channel,
        orders.shopify_location_id as store_id,
        case
            when orders.is_b2b then 'b2b'
            when orders.is_d2c then 'd2c'
            else 'b2c'
        end as sales_model,
        case
            when
                deletions.deleted_at is not null
                or orders.cancelled_at is not null
                or orders.financial_status = 'voided'
                then 'cancelled'
            when orders.financial_status = 'refunded' then 'returned'
            when orders.fulfillment_status = 'fulfilled' then 'fulfilled'
            when orders.financial_status in ('paid', 'partially_refunded') then 'paid'
            else 'open'
        end as status,
        orders.is_test,
        -- Where prices are net, only the lines know each rate: marts sum them.
        case
            when orders.has_taxes_included then orders.total_line_items_price_amount
        end as gross_amount,
        case
            when orders.has_taxes_included then orders.total_discounts_amount
        end as discount_amount,
        orders.total_tax_amount as tax_amount,
        case
            when orders.has_taxes_included then orders.total_shipping_amount
        end as shipping_amount,
        orders.total_price_amount as total_amount,
        orders.discount_codes as promotion_codes,
        orders.landing_site,
        orders.referring_site,
        coalesce(orders.cancelled_at, deletions.deleted_at) as cancelled_at,
        orders.updated_at,
        orders.order_name as order_number
    from orders
    left outer join deletions
        on
            orders.shopify_order_id = deletions.subject_id
            and deletions.subject_type = 'order'
)

select * from in_our_words
