with

order_lines as (select * from {{ ref('stg_template__order_lines') }}),

in_our_words as (
    select
        source_name,
        source_order_line_id,
        source_order_id,
        quantity,
        unit_price_amount,
        product_id,
        sku,
        gtin,
        product_name,
        discount_amount,
        tax_amount,
        line_type,
        line_at,
        return_reason
    from order_lines
)

select * from in_our_words
