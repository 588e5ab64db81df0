with

months as (select * from {{ ref('int_months') }}),

survey_responses as (select * from {{ ref('survey_responses') }}),

answers as (
    select
        {{ month_of('response_date') }} as month,
        coalesce(channel, 'unknown') as channel,
        coalesce(sales_model, 'unknown') as sales_model,
        instrument = 'csat' and is_positive is not null as is_csat,
        instrument = 'csat' and is_positive as is_satisfied,
        instrument = 'csat' and is_negative as is_dissatisfied,
        instrument = 'nps' and is_positive is not null as is_nps,
        instrument = 'nps' and is_positive as is_promoter,
        instrument = 'nps' and is_negative as is_detractor
    from survey_responses
),

counted as (
    select
        month,
        case when grouping(channel) = 1 then 'all' else channel end as channel,
        case when grouping(sales_model) = 1 then 'all' else sales_model end
            as sales_model,
        count(*) filter (where is_csat) as valid_answer_count,
        count(*) filter (where is_satisfied) as positive_answer_count,
        count(*) filter (where is_dissatisfied) as negative_answer_count,
        count(*) filter (where is_nps) as nps_answer_count,
        count(*) filter (where is_promoter) as promoter_count,
        count(*) filter (where is_detractor) as detractor_count
    from answers
    where is_csat or is_nps
    group by month, cube(channel, sales_model)
),

judged as (
    select
        counted.month,
        counted.channel,
        counted.sales_model,
        counted.valid_answer_count,
        counted.positive_answer_count,
        counted.negative_answer_count,
        counted.nps_answer_count,
        counted.promoter_count,
        counted.detractor_count,
        cast({{ var('kpi_minimum_answers', 10) }} as integer) as minimum_answer_count,
        months.is_complete
    from counted
    inner join months on counted.month = months.month
),

-- A share of a handful of answers says more about chance than about service.
rated as (
    select
        month,
        channel,
        sales_model,
        valid_answer_count,
        positive_answer_count,
        negative_answer_count,
        nps_answer_count,
        promoter_count,
        detractor_count,
        minimum_answer_count,
        positive_answer_count as numerator,
        valid_answer_count as denominator,
        case when valid_answer_count >= minimum_answer_count then {{ safe_divide(
            'positive_answer_count', 'valid_answer_count'
        ) }} end as csat_rate,
        case when valid_answer_count >= minimum_answer_count then {{ safe_divide(
            'positive_answer_count - negative_answer_count', 'valid_answer_count'
        ) }} end as csat_net,
        case when nps_answer_count >= minimum_answer_count then 100 * {{ safe_divide(
            'promoter_count - detractor_count', 'nps_answer_count'
        ) }} end as net_promoter_score,
        valid_answer_count >= minimum_answer_count as is_published,
        nps_answer_count >= minimum_answer_count as is_nps_published,
        is_complete
    from judged
)

select * from rated
