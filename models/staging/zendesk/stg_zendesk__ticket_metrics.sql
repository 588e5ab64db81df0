with

source as (
    {{ newest_only(
        source('zendesk', 'ticket_metrics'),
        ['ticket_id'],
        to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as zendesk_ticket_metric_id,
        ticket_id as zendesk_ticket_id,
        -- amounts
        {{ to_integer('reopens') }} as reopen_count,
        {{ to_integer('replies') }} as reply_count,
        cast({{ to_decimal(json_str('reply_time_in_minutes', 'calendar')) }} as integer)
            as reply_calendar_minutes,
        -- times
        {{ to_timestamp_utc('solved_at') }} as solved_at,
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
