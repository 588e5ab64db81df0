-- Each month's valid orders stand once in the single slices, once in the totals over
-- channels, once in those over models and once in the grand total: to the cent.
with

orders as (select * from {{ ref('orders') }}),

kpis as (select * from {{ ref('kpi_order_value_monthly') }}),

ledger as (
    select
        {{ month_of('order_date') }} as month,
        currency,
        count(*) as order_count,
        count(customer_id) as identified_order_count,
        sum(gross_sales_amount) as gross_sales_amount,
        sum(discount_amount) as discount_amount,
        sum(return_amount) as return_amount,
        sum(net_sales_amount) as net_sales_amount
    from orders
    where is_valid
    group by {{ month_of('order_date') }}, currency
),

levels as (
    select
        month,
        currency,
        channel = 'all' as is_all_channels,
        sales_model = 'all' as is_all_sales_models,
        sum(order_count) as order_count,
        sum(identified_order_count) as identified_order_count,
        sum(gross_sales_amount) as gross_sales_amount,
        sum(discount_amount) as discount_amount,
        sum(return_amount) as return_amount,
        sum(net_sales_amount) as net_sales_amount
    from kpis
    group by month, currency, channel = 'all', sales_model = 'all'
),

agreeing as (
    select
        ledger.month,
        ledger.currency,
        count(*) as level_count
    from ledger
    inner join levels
        on
            ledger.month = levels.month
            and ledger.currency = levels.currency
            and ledger.order_count = levels.order_count
            and ledger.identified_order_count = levels.identified_order_count
            and ledger.gross_sales_amount = levels.gross_sales_amount
            and ledger.discount_amount = levels.discount_amount
            and ledger.return_amount = levels.return_amount
            and ledger.net_sales_amount = levels.net_sales_amount
    group by ledger.month, ledger.currency
),

wrong as (
    select
        coalesce(ledger.month, levels.month) as month,
        coalesce(ledger.currency, levels.currency) as currency
    from ledger
    full outer join levels
        on ledger.month = levels.month and ledger.currency = levels.currency
    left outer join agreeing
        on ledger.month = agreeing.month and ledger.currency = agreeing.currency
    where coalesce(agreeing.level_count, 0) <> 4
)

select * from wrong
