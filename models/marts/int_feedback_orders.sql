with

feedback as (select * from {{ ref('int_feedback') }}),

quotable as (select * from {{ ref('int_order_references') }}),

placed_orders as (select * from {{ ref('orders') }}),

customer_orders as (select * from {{ ref('int_customer_orders') }}),

-- The same number may exist in two tools: the person's own order first, then the
-- tool that quotes it.
stated as (
    select
        feedback.fact_type,
        feedback.source_name,
        feedback.fact_id,
        quotable.order_id,
        row_number() over (
            partition by feedback.fact_type, feedback.source_name, feedback.fact_id
            order by
                case
                    when feedback.customer_id = quotable.customer_id then 0 else 1
                end asc,
                case
                    when feedback.source_name = quotable.source_name then 0 else 1
                end asc,
                quotable.order_id asc
        ) as place
    from feedback
    inner join quotable on feedback.order_reference = quotable.order_reference
),

previous as (
    select
        feedback.fact_type,
        feedback.source_name,
        feedback.fact_id,
        customer_orders.order_id,
        row_number() over (
            partition by feedback.fact_type, feedback.source_name, feedback.fact_id
            order by customer_orders.customer_order_number desc
        ) as place
    from feedback
    inner join customer_orders
        on
            feedback.customer_id = customer_orders.customer_id
            and feedback.happened_at >= customer_orders.ordered_at
),

linked as (
    select
        feedback.fact_type,
        feedback.source_name,
        feedback.fact_id,
        stated.order_id,
        case
            when stated.order_id is null and feedback.is_in_store then 'store'
            else coalesce(placed_orders.channel, 'unknown')
        end as channel,
        coalesce(placed_orders.sales_model, 'unknown') as sales_model
    from feedback
    left outer join stated
        on
            feedback.fact_type = stated.fact_type
            and feedback.source_name = stated.source_name
            and feedback.fact_id = stated.fact_id
            and stated.place = 1
    left outer join previous
        on
            feedback.fact_type = previous.fact_type
            and feedback.source_name = previous.source_name
            and feedback.fact_id = previous.fact_id
            and previous.place = 1
    left outer join placed_orders
        on coalesce(stated.order_id, previous.order_id) = placed_orders.order_id
)

select * from linked
