with

source as (
    {{ newest_only(
        source('zendesk', 'satisfaction_ratings'),
        ['id'],
        to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as zendesk_satisfaction_rating_id,
        {{ clean_text('ticket_id') }} as zendesk_ticket_id,
        {{ clean_text('requester_id') }} as requester_id,
        {{ clean_text('assignee_id') }} as assignee_id,
        -- attributes
        lower({{ clean_text('score') }}) as score,
        {{ clean_text('comment') }} as comment,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
