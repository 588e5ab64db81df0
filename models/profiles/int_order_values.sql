with

orders as (select * from {{ ref('int_orders') }}),

line_totals as (select * from {{ ref('int_order_line_totals') }}),

fact_customers as (select * from {{ ref('int_fact_customers') }}),

details as (select * from {{ ref('int_customer_details') }}),

-- Without lines the tool's own totals have to do.
weighed as (
    select
        orders.source_name,
        orders.source_order_id,
        fact_customers.customer_id,
        orders.status,
        orders.currency,
        coalesce(line_totals.item_quantity, 0) as item_quantity,
        coalesce(
            line_totals.gross_sales_amount,
            orders.gross_amount,
            orders.total_amount - coalesce(orders.shipping_amount, 0)
            + coalesce(orders.discount_amount, 0),
            0
        ) as gross_sales_amount,
        coalesce(
            line_totals.discount_amount, orders.discount_amount, 0
        ) as discount_amount,
        line_totals.return_amount,
        coalesce(
            orders.shipping_amount, line_totals.shipping_amount
        ) as shipping_amount,
        coalesce(orders.tax_amount, line_totals.tax_amount) as tax_amount,
        line_totals.source_order_id is not null as has_lines,
        coalesce(orders.status = 'cancelled', false)
        or orders.cancelled_at is not null as is_cancelled,
        coalesce(orders.is_test, false) or coalesce(details.is_test, false) as is_test
    from orders
    left outer join line_totals
        on
            orders.source_name = line_totals.source_name
            and orders.source_order_id = line_totals.source_order_id
    left outer join fact_customers
        on
            orders.source_name = fact_customers.source_name
            and orders.source_order_id = fact_customers.fact_id
            and fact_customers.fact_type = 'order'
    left outer join details on fact_customers.customer_id = details.customer_id
),

-- An order that came back whole is worth nothing, lines or not.
returned as (
    select
        source_name,
        source_order_id,
        customer_id,
        currency,
        cast(item_quantity as decimal(18, 4)) as item_quantity,
        cast(gross_sales_amount as decimal(18, 4)) as gross_sales_amount,
        cast(discount_amount as decimal(18, 4)) as discount_amount,
        cast(
            case
                when has_lines then return_amount
                when status = 'returned' then gross_sales_amount - discount_amount
                else 0
            end as decimal(18, 4)
        ) as return_amount,
        cast(shipping_amount as decimal(18, 4)) as shipping_amount,
        cast(tax_amount as decimal(18, 4)) as tax_amount,
        has_lines,
        is_cancelled,
        is_test
    from weighed
),

judged as (
    select
        source_name,
        source_order_id,
        customer_id,
        currency,
        item_quantity,
        gross_sales_amount,
        discount_amount,
        return_amount,
        gross_sales_amount - discount_amount - return_amount as net_sales_amount,
        shipping_amount,
        tax_amount,
        has_lines,
        is_cancelled,
        is_test,
        not is_cancelled
        and not is_test
        and gross_sales_amount - discount_amount - return_amount > 0 as is_valid
    from returned
)

select * from judged
