with

answers as (select * from {{ ref('stg_qualtrics__answers') }}),

responses as (select * from {{ ref('stg_qualtrics__responses') }}),

history as (select * from {{ ref('stg_qualtrics__distribution_history') }}),

invited as (
    select
        qualtrics_response_id,
        min(sent_at) as invited_at
    from history
    where qualtrics_response_id is not null
    group by qualtrics_response_id
),

sheets as (
    select
        answers.qualtrics_response_id,
        answers.question_tag,
        answers.answer_text,
        split_part(answers.question_tag, '_', 1) as instrument_part,
        nullif(split_part(answers.question_tag, '_', 2), '') as touchpoint,
        responses.email,
        responses.order_name,
        responses.ticket_id,
        responses.sku,
        responses.recorded_at,
        coalesce(responses.email, responses.external_reference) is not null
            as is_person_known,
        invited.invited_at
    from answers
    inner join responses
        on answers.qualtrics_response_id = responses.qualtrics_response_id
    left outer join invited
        on answers.qualtrics_response_id = invited.qualtrics_response_id
    -- What was not sent off is no answer yet, and a preview is nobody's.
    where responses.is_finished and not responses.is_preview
),

in_our_words as (
    select
        'qualtrics' as source_name,
        qualtrics_response_id as source_response_id,
        question_tag as question_key,
        recorded_at as responded_at,
        case when is_person_known then qualtrics_response_id end as source_record_id,
        email,
        cast(null as string) as phone,
        case
            when instrument_part in ('csat', 'nps', 'ces') then instrument_part
            else 'other'
        end as instrument,
        case
            when instrument_part in ('csat', 'nps', 'ces')
                then {{ to_decimal('answer_text') }}
        end as score,
        cast(
            case
                when instrument_part in ('csat', 'ces') then 1
                when instrument_part = 'nps' then 0
            end as decimal(18, 4)
        ) as scale_min,
        cast(
            case instrument_part
                when 'csat' then 5
                when 'nps' then 10
                when 'ces' then 7
            end as decimal(18, 4)
        ) as scale_max,
        case when instrument_part = 'comment' then answer_text end as answer_text,
        touchpoint,
        order_name as source_order_id,
        ticket_id as source_contact_id,
        sku,
        invited_at
    from sheets
)

select * from in_our_words
