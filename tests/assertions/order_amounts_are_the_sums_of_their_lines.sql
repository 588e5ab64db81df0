-- Per tool, to the cent: what the lines as conformed say was sold, given off and sent
-- back is what marts.orders says. Computed from the conformed lines anew, by the words
-- of the glossary, for orders that have lines.
with

source_lines as (select * from {{ ref('int_order_lines') }}),

placed_orders as (select * from {{ ref('orders') }}),

from_lines as (
    select
        source_lines.source_name,
        sum(
            case
                when
                    coalesce(source_lines.line_type, 'sale') = 'sale'
                    and source_lines.quantity > 0
                    and source_lines.unit_price_amount > 0
                    then source_lines.quantity * source_lines.unit_price_amount
                else 0
            end
        ) as gross_sales_amount,
        sum(
            case
                when source_lines.line_type = 'return' or source_lines.quantity < 0
                    then
                        -source_lines.quantity * source_lines.unit_price_amount
                        - coalesce(source_lines.discount_amount, 0)
                else 0
            end
        ) as return_amount
    from source_lines
    inner join placed_orders
        on
            source_lines.source_name = placed_orders.source_name
            and source_lines.source_order_id = placed_orders.source_order_id
    where
        coalesce(source_lines.line_type, 'sale') in ('sale', 'return')
    group by source_lines.source_name
),

from_orders as (
    select
        source_name,
        sum(gross_sales_amount) as gross_sales_amount,
        sum(return_amount) as return_amount
    from placed_orders
    where has_lines
    group by source_name
),

unequal as (
    select
        from_orders.source_name,
        from_lines.gross_sales_amount as gross_sales_of_lines,
        from_orders.gross_sales_amount as gross_sales_of_orders,
        from_lines.return_amount as return_of_lines,
        from_orders.return_amount as return_of_orders
    from from_orders
    left outer join from_lines on from_orders.source_name = from_lines.source_name
    where
        abs(
            coalesce(from_lines.gross_sales_amount, 0) - from_orders.gross_sales_amount
        ) >= 0.005
        or abs(coalesce(from_lines.return_amount, 0) - from_orders.return_amount)
        >= 0.005
)

select * from unequal
