with

source_orders as (select * from {{ ref('int_orders') }}),

order_values as (select * from {{ ref('int_order_values') }}),

customer_orders as (select * from {{ ref('int_customer_orders') }}),

deliveries as (select * from {{ ref('int_order_deliveries') }}),

joined as (
    select
        source_orders.source_name || ':' || source_orders.source_order_id as order_id,
        source_orders.source_name,
        source_orders.source_order_id,
        order_values.customer_id,
        coalesce(source_orders.channel, 'unknown') as channel,
        source_orders.store_id,
        coalesce(source_orders.sales_model, 'unknown') as sales_model,
        source_orders.status,
        source_orders.promotion_codes,
        source_orders.landing_site,
        source_orders.referring_site,
        customer_orders.customer_order_number,
        order_values.item_quantity,
        source_orders.currency,
        order_values.gross_sales_amount,
        order_values.discount_amount,
        order_values.return_amount,
        order_values.net_sales_amount,
        order_values.tax_amount,
        order_values.shipping_amount,
        source_orders.total_amount,
        order_values.has_lines,
        order_values.is_cancelled,
        order_values.is_test,
        order_values.is_valid,
        coalesce(customer_orders.customer_order_number = 1, false) as is_first_order,
        deliveries.is_delivered_late,
        {{ business_date('source_orders.ordered_at') }} as order_date,
        source_orders.ordered_at,
        source_orders.cancelled_at,
        deliveries.promised_at,
        deliveries.delivered_at
    from source_orders
    inner join order_values
        on
            source_orders.source_name = order_values.source_name
            and source_orders.source_order_id = order_values.source_order_id
    left outer join customer_orders
        on
            source_orders.source_name = customer_orders.source_name
            and source_orders.source_order_id = customer_orders.source_order_id
    left outer join deliveries
        on
            source_orders.source_name = deliveries.source_name
            and source_orders.source_order_id = deliveries.source_order_id
),

dated as (
    select
        order_id,
        source_name,
        source_order_id,
        customer_id,
        channel,
        store_id,
        sales_model,
        status,
        promotion_codes,
        landing_site,
        referring_site,
        customer_order_number,
        item_quantity,
        currency,
        gross_sales_amount,
        discount_amount,
        return_amount,
        net_sales_amount,
        tax_amount,
        shipping_amount,
        total_amount,
        has_lines,
        is_cancelled,
        is_test,
        is_valid,
        is_first_order,
        is_delivered_late,
        order_date,
        {{ month_of('order_date') }} as order_month,
        ordered_at,
        cancelled_at,
        promised_at,
        delivered_at
    from joined
)

select * from dated
