with

answers as (select * from {{ ref('int_survey_responses') }}),

erased as (select * from {{ ref('int_identity_erased') }}),

feedback as (select * from {{ ref('int_feedback') }}),

feedback_orders as (select * from {{ ref('int_feedback_orders') }}),

details as (select * from {{ ref('int_customer_details') }}),

joined as (
    select
        answers.source_name || ':' || answers.source_response_id
        || ':' || answers.question_key as survey_response_id,
        answers.source_name,
        answers.source_response_id,
        answers.question_key,
        feedback.customer_id,
        feedback_orders.order_id,
        feedback.service_contact_id,
        answers.instrument,
        answers.touchpoint,
        coalesce(feedback_orders.channel, 'unknown') as channel,
        coalesce(feedback_orders.sales_model, 'unknown') as sales_model,
        -- Who was erased may have named themselves in their own words.
        case when erased.record_key is null then answers.answer_text end as answer_text,
        answers.score,
        answers.scale_min,
        answers.scale_max,
        coalesce(details.is_test, false) as is_test,
        coalesce(
            answers.scale_min < answers.scale_max
            and answers.score between answers.scale_min and answers.scale_max
            and not coalesce(details.is_test, false)
            and (
                answers.instrument <> 'nps'
                or (answers.scale_min = 0 and answers.scale_max = 10)
            ),
            false
        ) as is_valid,
        {{ business_date('answers.responded_at') }} as response_date,
        answers.responded_at
    from answers
    left outer join feedback
        on
            answers.source_name = feedback.source_name
            and answers.source_response_id = feedback.fact_id
            and feedback.fact_type = 'survey_response'
    left outer join feedback_orders
        on
            answers.source_name = feedback_orders.source_name
            and answers.source_response_id = feedback_orders.fact_id
            and feedback_orders.fact_type = 'survey_response'
    left outer join details on feedback.customer_id = details.customer_id
    left outer join erased
        on
            {{ record_key('answers.source_name', "coalesce("
                "answers.source_record_id,"
                " 'survey_response:' || answers.source_response_id)") }}
            = erased.record_key
),

-- Thresholds without division: (score - min) / (max - min) >= 3/4, 2/3 and so on.
judged as (
    select
        survey_response_id, source_name, source_response_id, question_key,
        customer_id, order_id, service_contact_id,
        instrument, touchpoint, channel, sales_model,
        answer_text,
        score,
        scale_min,
        scale_max,
        is_test,
        is_valid,
        case
            when not is_valid then null
            when instrument = 'nps' then score >= 9
            when instrument = 'csat'
                then (score - scale_min) * 4 >= (scale_max - scale_min) * 3
            when instrument = 'ces'
                then (score - scale_min) * 3 >= (scale_max - scale_min) * 2
        end as is_positive,
        case
            when not is_valid then null
            when instrument = 'nps' then score <= 6
            when instrument = 'csat'
                then (score - scale_min) * 4 <= scale_max - scale_min
            when instrument = 'ces'
                then (score - scale_min) * 3 <= scale_max - scale_min
        end as is_negative,
        response_date,
        responded_at
    from joined
)

select * from judged
