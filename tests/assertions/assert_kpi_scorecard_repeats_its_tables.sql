-- Every row of a KPI's own table stands in the scorecard with the same numbers.
with

scorecard as (select * from {{ ref('kpi_scorecard_monthly') }}),

retention as (select * from {{ ref('kpi_retention_monthly') }}),

order_value as (select * from {{ ref('kpi_order_value_monthly') }}),

repeat_purchase as (select * from {{ ref('kpi_repeat_purchase_monthly') }}),

satisfaction as (select * from {{ ref('kpi_satisfaction_monthly') }}),

service_cost as (select * from {{ ref('kpi_service_cost_monthly') }}),

wrong as (
    select
        retention.month,
        retention.channel,
        retention.sales_model
    from retention
    left outer join scorecard
        on
            retention.month = scorecard.month
            and retention.channel = scorecard.channel
            and retention.sales_model = scorecard.sales_model
    where retention.numerator is distinct from scorecard.retention_numerator
    union all
    select
        order_value.month,
        order_value.channel,
        order_value.sales_model
    from order_value
    left outer join scorecard
        on
            order_value.month = scorecard.month
            and order_value.channel = scorecard.channel
            and order_value.sales_model = scorecard.sales_model
            and order_value.currency = scorecard.currency
    where order_value.numerator is distinct from scorecard.average_order_value_numerator
    union all
    select
        repeat_purchase.month,
        repeat_purchase.channel,
        repeat_purchase.sales_model
    from repeat_purchase
    left outer join scorecard
        on
            repeat_purchase.month = scorecard.month
            and repeat_purchase.channel = scorecard.channel
            and repeat_purchase.sales_model = scorecard.sales_model
    where
        repeat_purchase.numerator is distinct from scorecard.repeat_purchase_numerator
    union all
    select
        satisfaction.month,
        satisfaction.channel,
        satisfaction.sales_model
    from satisfaction
    left outer join scorecard
        on
            satisfaction.month = scorecard.month
            and satisfaction.channel = scorecard.channel
            and satisfaction.sales_model = scorecard.sales_model
    where satisfaction.numerator is distinct from scorecard.csat_numerator
    union all
    select
        service_cost.month,
        service_cost.channel,
        service_cost.sales_model
    from service_cost
    left outer join scorecard
        on
            service_cost.month = scorecard.month
            and service_cost.channel = scorecard.channel
            and service_cost.sales_model = scorecard.sales_model
            and service_cost.currency = scorecard.currency
    where service_cost.numerator is distinct from scorecard.cost_per_contact_numerator
)

select * from wrong
