with

typeform as (select * from {{ ref('int_survey_responses__typeform') }}),

zendesk as (select * from {{ ref('int_survey_responses__zendesk') }}),

qualtrics as (select * from {{ ref('int_survey_responses__qualtrics') }}),

template as (select * from {{ ref('int_survey_responses__template') }}),

stacked as (
    {{ stack(
        ['typeform', 'zendesk', 'qualtrics', 'template'],
        [
            'source_name',
            'source_response_id',
            'question_key',
            'responded_at',
            'source_record_id',
            'email',
            'phone',
            'instrument',
            'score',
            'scale_min',
            'scale_max',
            'answer_text',
            'touchpoint',
            'source_order_id',
            'source_contact_id',
            'sku',
            'invited_at',
        ]
    ) }}
)

select * from stacked
