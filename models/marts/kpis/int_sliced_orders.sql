with

orders as (select * from {{ ref('orders') }}),

-- An order counts in its own channel and model, and in the totals over either.
-- Not a cube: each order must stay one row to be ordered by time in its slice.
slices as (
    select
        ways.is_all_channels,
        ways.is_all_sales_models
    from (
        values (false, false), (true, false), (false, true), (true, true)
    ) as ways (is_all_channels, is_all_sales_models)
),

known as (
    select
        order_id,
        customer_id,
        coalesce(channel, 'unknown') as channel,
        coalesce(sales_model, 'unknown') as sales_model,
        order_date,
        ordered_at
    from orders
    where is_valid and customer_id is not null
),

sliced as (
    select
        known.order_id,
        known.customer_id,
        case when slices.is_all_channels then 'all' else known.channel end as channel,
        case
            when slices.is_all_sales_models then 'all' else known.sales_model
        end as sales_model,
        known.order_date,
        {{ month_of('known.order_date') }} as month,
        known.ordered_at
    from known
    cross join slices
)

select * from sliced
