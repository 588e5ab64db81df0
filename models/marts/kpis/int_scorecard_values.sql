with

slices as (select * from {{ ref('int_scorecard_slices') }}),

retention as (select * from {{ ref('kpi_retention_monthly') }}),

order_value as (select * from {{ ref('kpi_order_value_monthly') }}),

repeat_purchase as (select * from {{ ref('kpi_repeat_purchase_monthly') }}),

satisfaction as (select * from {{ ref('kpi_satisfaction_monthly') }}),

service_cost as (select * from {{ ref('kpi_service_cost_monthly') }}),

side_by_side as (
    select
        slices.month,
        slices.channel,
        slices.sales_model,
        slices.currency,
        retention.retention_rate,
        retention.numerator as retention_numerator,
        retention.denominator as retention_denominator,
        order_value.average_order_value,
        order_value.numerator as average_order_value_numerator,
        order_value.denominator as average_order_value_denominator,
        repeat_purchase.repeat_purchase_rate,
        repeat_purchase.numerator as repeat_purchase_numerator,
        repeat_purchase.denominator as repeat_purchase_denominator,
        satisfaction.csat_rate,
        satisfaction.numerator as csat_numerator,
        satisfaction.denominator as csat_denominator,
        service_cost.cost_per_contact_amount,
        service_cost.numerator as cost_per_contact_numerator,
        service_cost.denominator as cost_per_contact_denominator,
        slices.is_complete
    from slices
    left outer join retention
        on
            slices.month = retention.month
            and slices.channel = retention.channel
            and slices.sales_model = retention.sales_model
    left outer join order_value
        on
            slices.month = order_value.month
            and slices.channel = order_value.channel
            and slices.sales_model = order_value.sales_model
            and slices.currency = order_value.currency
    left outer join repeat_purchase
        on
            slices.month = repeat_purchase.month
            and slices.channel = repeat_purchase.channel
            and slices.sales_model = repeat_purchase.sales_model
    left outer join satisfaction
        on
            slices.month = satisfaction.month
            and slices.channel = satisfaction.channel
            and slices.sales_model = satisfaction.sales_model
    left outer join service_cost
        on
            slices.month = service_cost.month
            and slices.channel = service_cost.channel
            and slices.sales_model = service_cost.sales_model
            and slices.currency = service_cost.currency
)

select * from side_by_side
