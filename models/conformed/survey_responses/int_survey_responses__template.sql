with

survey_responses as (select * from {{ ref('stg_template__survey_responses') }}),

in_our_words as (
    select
        source_name,
        source_response_id,
        question_key,
        responded_at,
        source_record_id,
        email,
        phone,
        instrument,
        score,
        scale_min,
        scale_max,
        answer_text,
        touchpoint,
        source_order_id,
        source_contact_id,
        sku,
        invited_at
    from survey_responses
)

select * from in_our_words
