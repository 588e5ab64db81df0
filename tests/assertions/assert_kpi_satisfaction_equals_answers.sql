-- Each month's valid CSAT and NPS answers stand once at each of the four levels of
-- total; an answer counts once, however many channels there are.
with

survey_responses as (select * from {{ ref('survey_responses') }}),

kpis as (select * from {{ ref('kpi_satisfaction_monthly') }}),

ledger as (
    select
        {{ month_of('response_date') }} as month,
        sum(case when instrument = 'csat' then 1 else 0 end) as valid_answer_count,
        sum(case when instrument = 'csat' and is_positive then 1 else 0 end)
            as positive_answer_count,
        sum(case when instrument = 'csat' and is_negative then 1 else 0 end)
            as negative_answer_count,
        sum(case when instrument = 'nps' then 1 else 0 end) as nps_answer_count
    from survey_responses
    where is_positive is not null and instrument in ('csat', 'nps')
    group by {{ month_of('response_date') }}
),

levels as (
    select
        month,
        channel = 'all' as is_all_channels,
        sales_model = 'all' as is_all_sales_models,
        sum(valid_answer_count) as valid_answer_count,
        sum(positive_answer_count) as positive_answer_count,
        sum(negative_answer_count) as negative_answer_count,
        sum(nps_answer_count) as nps_answer_count
    from kpis
    group by month, channel = 'all', sales_model = 'all'
),

agreeing as (
    select
        ledger.month,
        count(*) as level_count
    from ledger
    inner join levels
        on
            ledger.month = levels.month
            and ledger.valid_answer_count = levels.valid_answer_count
            and ledger.positive_answer_count = levels.positive_answer_count
            and ledger.negative_answer_count = levels.negative_answer_count
            and ledger.nps_answer_count = levels.nps_answer_count
    group by ledger.month
),

wrong as (
    select coalesce(ledger.month, levels.month) as month
    from ledger
    full outer join levels on ledger.month = levels.month
    left outer join agreeing on ledger.month = agreeing.month
    where coalesce(agreeing.level_count, 0) <> 4
)

select * from wrong
