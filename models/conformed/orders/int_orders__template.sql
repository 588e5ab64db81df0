with

orders as (select * from {{ ref('stg_template__orders') }}),

in_our_words as (
    select
        source_name,
        source_order_id,
        ordered_at,
        currency,
        source_record_id,
        email,
        phone,
        loyalty_card_number,
        channel,
        store_id,
        sales_model,
        status,
        is_test,
        gross_amount,
        discount_amount,
        tax_amount,
        shipping_amount,
        total_amount,
        promotion_codes,
        landing_site,
        referring_site,
        cancelled_at,
        updated_at,
        cast(null as string) as order_number
    from orders
)

select * from in_our_words
