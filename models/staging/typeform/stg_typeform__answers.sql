with

source as (
    {{ newest_only(
        source('typeform', 'responses'),
        ['response_id'],
        to_timestamp_utc('submitted_at')
    ) }}
),

exploded as (
    select
        response_id,
        {{ json_elements('answers') }} as answer
    from source
),

renamed as (
    select
        -- ids
        response_id as typeform_response_id,
        {{ json_str('answer', 'field.id') }} as typeform_field_id,
        -- attributes
        lower(
            coalesce(
                {{ json_str('answer', 'field.ref') }},
                {{ json_str('answer', 'field.id') }}
            )
        ) as field_ref,
        lower({{ json_str('answer', 'type') }}) as answer_type,
        coalesce(
            {{ clean_text(json_str('answer', 'text')) }},
            {{ clean_text(json_str('answer', 'choice.label')) }}
        ) as answer_text,
        -- amounts
        {{ to_decimal(json_str('answer', 'number')) }} as answer_number,
        -- flags
        {{ to_boolean(json_str('answer', 'boolean')) }} as answer_boolean
    from exploded
)

select * from renamed
