with

source as (
    {{ newest_only(
        source('zendesk', 'calls'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as zendesk_call_id,
        {{ clean_text('ticket_id') }} as zendesk_ticket_id,
        {{ clean_text('customer_id') }} as zendesk_user_id,
        {{ clean_text('agent_id') }} as agent_id,
        -- attributes
        lower({{ clean_text('direction') }}) as direction,
        lower({{ clean_text('completion_status') }}) as completion_status,
        -- amounts
        {{ to_integer('wait_time') }} as wait_seconds,
        coalesce({{ to_integer('talk_time') }}, 0)
        + coalesce({{ to_integer('hold_time') }}, 0)
        + coalesce({{ to_integer('wrap_up_time') }}, 0) as handle_seconds,
        {{ to_decimal('call_charge') }} as charge_amount,
        -- flags
        coalesce({{ to_boolean('voicemail') }}, false) as is_voicemail,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ add_minutes(
            to_timestamp_utc('created_at'),
            'cast(ceil(' ~ to_integer('duration') ~ ' / 60.0) as integer)'
        ) }} as ended_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
