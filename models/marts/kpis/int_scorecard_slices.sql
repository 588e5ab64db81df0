with

retention as (select * from {{ ref('kpi_retention_monthly') }}),

order_value as (select * from {{ ref('kpi_order_value_monthly') }}),

repeat_purchase as (select * from {{ ref('kpi_repeat_purchase_monthly') }}),

satisfaction as (select * from {{ ref('kpi_satisfaction_monthly') }}),

service_cost as (select * from {{ ref('kpi_service_cost_monthly') }}),

spoken_of as (
    select
        month,
        channel,
        sales_model,
        is_complete
    from retention
    union
    select
        month,
        channel,
        sales_model,
        is_complete
    from order_value
    union
    select
        month,
        channel,
        sales_model,
        is_complete
    from repeat_purchase
    union
    select
        month,
        channel,
        sales_model,
        is_complete
    from satisfaction
    union
    select
        month,
        channel,
        sales_model,
        is_complete
    from service_cost
),

currencies as (
    select
        channel,
        sales_model,
        currency
    from order_value
    union
    select
        channel,
        sales_model,
        currency
    from service_cost
),

-- Each currency that a slice ever used has a row in all its months, so that a line
-- in one currency has no gaps; a slice that never saw money is ISO 4217's XXX.
slices as (
    select
        spoken_of.month,
        spoken_of.channel,
        spoken_of.sales_model,
        coalesce(currencies.currency, 'XXX') as currency,
        spoken_of.is_complete
    from spoken_of
    left outer join currencies
        on
            spoken_of.channel = currencies.channel
            and spoken_of.sales_model = currencies.sales_model
)

select * from slices
