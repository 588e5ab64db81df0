with

source as (
    {{ newest_only(
        source('typeform', 'forms'), ['id'], to_timestamp_utc('last_updated_at')
    ) }}
),

exploded as (
    select
        id,
        title,
        {{ json_elements('fields') }} as field
    from source
),

renamed as (
    select
        -- ids
        id as typeform_form_id,
        {{ json_str('field', 'id') }} as typeform_field_id,
        -- attributes
        {{ clean_text('title') }} as form_title,
        lower({{ json_str('field', 'ref') }}) as field_ref,
        lower({{ json_str('field', 'type') }}) as field_type,
        {{ clean_text(json_str('field', 'title')) }} as question_text,
        -- amounts
        {{ to_integer(json_str('field', 'properties.steps')) }} as step_count,
        -- flags
        coalesce(
            {{ to_boolean(json_str('field', 'properties.start_at_one')) }}, false
        ) as starts_at_one
    from exploded
)

select * from renamed
