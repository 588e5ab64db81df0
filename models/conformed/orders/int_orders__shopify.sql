with

orders as (select * from {{ ref('stg_shopify__orders') }}),

in_our_words as (
    select
        'shopify' as source_name,
        shopify_order_id as source_order_id,
        processed_at as ordered_at,
        currency,
        shopify_customer_id as source_record_id,
        email,
        phone,
        loyalty_card_number,
        case
            when sales_channel in ('mobile_app', 'iphone', 'android') then 'app'
            when sales_channel = 'pos' then 'store'
            when sales_channel in (
                'amazon', 'ebay', 'otto', 'zalando', 'kaufland', 'aboutyou'
            ) then 'marketplace'
            when sales_channel = 'shopify_draft_order' then 'phone'
            when sales_channel = 'field' then 'field'
            else 'online'
        end as channel,
        shopify_location_id as store_id,
        case
            when shopify_company_id is not null then 'b2b'
            when is_d2c then 'd2c'
            else 'b2c'
        end as sales_model,
        case
            when cancelled_at is not null or financial_status = 'voided'
                then 'cancelled'
            when financial_status = 'refunded' then 'returned'
            when fulfillment_status = 'fulfilled' then 'fulfilled'
            when financial_status in ('paid', 'partially_refunded') then 'paid'
            else 'open'
        end as status,
        is_test,
        -- Where prices are net, only the lines know each rate: marts sum them.
        case when has_taxes_included then total_line_items_price_amount end
            as gross_amount,
        case when has_taxes_included then total_discounts_amount end as discount_amount,
        total_tax_amount as tax_amount,
        case when has_taxes_included then total_shipping_amount end as shipping_amount,
        total_price_amount as total_amount,
        discount_codes as promotion_codes,
        landing_site,
        referring_site,
        cancelled_at,
        updated_at,
        order_name as order_number
    from orders
)

select * from in_our_words
