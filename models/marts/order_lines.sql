with

source_lines as (select * from {{ ref('int_order_lines') }}),

line_values as (select * from {{ ref('int_order_line_values') }}),

placed_orders as (select * from {{ ref('orders') }}),

joined as (
    select
        source_lines.source_name || ':' || source_lines.source_order_line_id
            as order_line_id,
        source_lines.source_name || ':' || source_lines.source_order_id as order_id,
        source_lines.source_name,
        source_lines.source_order_line_id,
        source_lines.source_order_id,
        placed_orders.customer_id,
        line_values.product_id,
        source_lines.sku,
        source_lines.gtin,
        source_lines.product_name,
        line_values.line_type,
        source_lines.return_reason,
        source_lines.quantity,
        placed_orders.currency,
        source_lines.unit_price_amount,
        line_values.discount_amount,
        source_lines.tax_amount,
        line_values.line_amount,
        line_values.gross_sales_amount,
        line_values.return_amount,
        line_values.net_sales_amount,
        coalesce(line_values.is_counted and placed_orders.is_valid, false) as is_valid,
        placed_orders.order_date,
        coalesce(source_lines.line_at, placed_orders.ordered_at) as line_at
    from source_lines
    inner join line_values
        on
            source_lines.source_name = line_values.source_name
            and source_lines.source_order_line_id = line_values.source_order_line_id
    left outer join placed_orders
        on
            source_lines.source_name = placed_orders.source_name
            and source_lines.source_order_id = placed_orders.source_order_id
)

select * from joined
