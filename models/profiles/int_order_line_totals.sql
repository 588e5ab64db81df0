with

line_values as (select * from {{ ref('int_order_line_values') }}),

summed as (
    select
        source_name,
        source_order_id,
        cast(
            sum(case when gross_sales_amount > 0 then quantity else 0 end)
            as decimal(18, 4)
        ) as item_quantity,
        cast(sum(gross_sales_amount) as decimal(18, 4)) as gross_sales_amount,
        cast(sum(discount_amount) as decimal(18, 4)) as discount_amount,
        cast(sum(return_amount) as decimal(18, 4)) as return_amount,
        cast(sum(shipping_amount) as decimal(18, 4)) as shipping_amount,
        cast(sum(tax_amount) as decimal(18, 4)) as tax_amount
    from line_values
    group by source_name, source_order_id
)

select * from summed
