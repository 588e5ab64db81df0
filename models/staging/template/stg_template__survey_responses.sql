with

source as (
    {{ newest_only(
        source('template', 'survey_responses'),
        ['source_name', 'trim(source_response_id)', 'trim(question_key)']
    ) }}
),

renamed as (
    select
        -- ids
        source_name,
        {{ clean_text('source_response_id') }} as source_response_id,
        {{ clean_text('question_key') }} as question_key,
        {{ clean_text('source_record_id') }} as source_record_id,
        {{ clean_text('source_order_id') }} as source_order_id,
        {{ clean_text('source_contact_id') }} as source_contact_id,
        {{ clean_text('sku') }} as sku,
        -- attributes
        {{ normalize_email('email') }} as email,
        {{ normalize_phone('phone') }} as phone,
        lower({{ clean_text('instrument') }}) as instrument,
        {{ clean_text('answer_text') }} as answer_text,
        lower({{ clean_text('touchpoint') }}) as touchpoint,
        -- amounts
        {{ to_decimal('score') }} as score,
        {{ to_decimal('scale_min') }} as scale_min,
        {{ to_decimal('scale_max') }} as scale_max,
        -- times
        {{ to_timestamp_utc('responded_at') }} as responded_at,
        {{ to_timestamp_utc('invited_at') }} as invited_at
    from source
)

select * from renamed
