with

source as (
    {{ newest_only(
        source('qualtrics', 'responses'),
        ['response_id'],
        to_timestamp_utc('recorded_date', 'Europe/Berlin')
    ) }}
),

renamed as (
    select
        -- ids
        response_id as qualtrics_response_id,
        {{ clean_text('external_reference') }} as external_reference,
        {{ clean_text('order_name') }} as order_name,
        {{ clean_text('ticket_id') }} as ticket_id,
        {{ clean_text('sku') }} as sku,
        -- attributes
        {{ normalize_email('recipient_email') }} as email,
        {{ clean_name('recipient_first_name') }} as first_name,
        {{ clean_name('recipient_last_name') }} as last_name,
        {{ language_code('user_language') }} as language,
        lower({{ clean_text('distribution_channel') }}) as distribution_channel,
        -- amounts
        {{ to_integer('progress') }} as progress_percent,
        {{ to_integer('duration_in_seconds') }} as duration_seconds,
        -- flags
        coalesce({{ to_boolean('finished') }}, false) as is_finished,
        -- Previews, tests and spam, by number or by name.
        coalesce(
            {{ regexp_matches('lower(status)', 'preview|test|spam') }}
            or trim(status) in ('1', '2', '8', '9', '12', '17'),
            false
        ) as is_preview,
        -- times
        {{ to_timestamp_utc('start_date', 'Europe/Berlin') }} as started_at,
        {{ to_timestamp_utc('end_date', 'Europe/Berlin') }} as ended_at,
        {{ to_timestamp_utc('recorded_date', 'Europe/Berlin') }} as recorded_at
    from source
)

select * from renamed
