{#- Return lines, with what does not divide into units, are the refunds to the cent. -#}
with

order_lines as (select * from {{ ref('int_order_lines') }}),

refund_lines as (select * from {{ ref('stg_shopify__refund_lines') }}),

returned as (
    select coalesce(sum(quantity * unit_price_amount + discount_amount), 0) as amount
    from order_lines
    where source_name = 'shopify' and source_order_line_id like 'refund:%'
),

refunded as (
    select coalesce(-sum(refunded_amount), 0) as amount
    from refund_lines
    where quantity > 0
),

different as (
    select
        returned.amount as returned_amount,
        refunded.amount as refunded_amount
    from returned
    cross join refunded
    where returned.amount <> refunded.amount
)

select * from different
