with

scorecard as (select * from {{ ref('int_scorecard_values') }}),

compared as (
    select
        scorecard.month,
        scorecard.channel,
        scorecard.sales_model,
        scorecard.currency,
        scorecard.retention_rate,
        scorecard.retention_numerator,
        scorecard.retention_denominator,
        scorecard.retention_rate - year_ago.retention_rate as retention_rate_change,
        scorecard.average_order_value,
        scorecard.average_order_value_numerator,
        scorecard.average_order_value_denominator,
        cast(
            scorecard.average_order_value - year_ago.average_order_value
            as decimal(18, 4)
        ) as average_order_value_change,
        scorecard.repeat_purchase_rate,
        scorecard.repeat_purchase_numerator,
        scorecard.repeat_purchase_denominator,
        scorecard.repeat_purchase_rate - year_ago.repeat_purchase_rate
            as repeat_purchase_rate_change,
        scorecard.csat_rate,
        scorecard.csat_numerator,
        scorecard.csat_denominator,
        scorecard.csat_rate - year_ago.csat_rate as csat_rate_change,
        scorecard.cost_per_contact_amount,
        scorecard.cost_per_contact_numerator,
        scorecard.cost_per_contact_denominator,
        cast(
            scorecard.cost_per_contact_amount - year_ago.cost_per_contact_amount
            as decimal(18, 4)
        ) as cost_per_contact_amount_change,
        scorecard.is_complete
    from scorecard
    left outer join scorecard as year_ago
        on
            scorecard.month = {{ add_months('year_ago.month', 12) }}
            and scorecard.channel = year_ago.channel
            and scorecard.sales_model = year_ago.sales_model
            and scorecard.currency = year_ago.currency
)

select * from compared
