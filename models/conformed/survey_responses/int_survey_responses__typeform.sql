with

answers as (select * from {{ ref('stg_typeform__answers') }}),

responses as (select * from {{ ref('stg_typeform__responses') }}),

fields as (select * from {{ ref('stg_typeform__form_fields') }}),

sheets as (
    select
        answers.typeform_response_id,
        answers.field_ref,
        answers.answer_number,
        answers.answer_text,
        split_part(answers.field_ref, '_', 1) as instrument_part,
        split_part(answers.field_ref, '_', 2) as touchpoint_part,
        -- A rating counts from one; an opinion scale from zero, unless it says so.
        case
            when fields.step_count is null then null
            when fields.field_type = 'opinion_scale' and not fields.starts_at_one
                then 0
            else 1
        end as first_step,
        fields.step_count,
        responses.email,
        responses.phone,
        responses.order_name,
        responses.zendesk_ticket_id,
        responses.sku,
        responses.submitted_at,
        coalesce(
            responses.email, responses.phone, responses.shopify_customer_id
        ) is not null as is_person_known
    from answers
    inner join responses
        on answers.typeform_response_id = responses.typeform_response_id
    left outer join fields on answers.typeform_field_id = fields.typeform_field_id
    where answers.answer_number is not null or answers.answer_text is not null
),

in_our_words as (
    select
        'typeform' as source_name,
        typeform_response_id as source_response_id,
        field_ref as question_key,
        submitted_at as responded_at,
        case when is_person_known then typeform_response_id end as source_record_id,
        email,
        phone,
        case
            when instrument_part in ('csat', 'nps', 'ces') then instrument_part
            else 'other'
        end as instrument,
        answer_number as score,
        cast(
            case
                when first_step is not null then first_step
                when instrument_part in ('csat', 'ces') then 1
                when instrument_part = 'nps' then 0
            end as decimal(18, 4)
        ) as scale_min,
        cast(
            case
                when first_step is not null then first_step + step_count - 1
                when instrument_part = 'csat' then 5
                when instrument_part = 'nps' then 10
                when instrument_part = 'ces' then 7
            end as decimal(18, 4)
        ) as scale_max,
        answer_text,
        case
            when touchpoint_part in (
                'purchase', 'delivery', 'return', 'service', 'store', 'product',
                'relationship'
            ) then touchpoint_part
        end as touchpoint,
        order_name as source_order_id,
        zendesk_ticket_id as source_contact_id,
        sku,
        cast(null as timestamp) as invited_at
    from sheets
)

select * from in_our_words
