with

source as (
    {{ newest_only(
        source('zendesk', 'tickets'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as zendesk_ticket_id,
        {{ clean_text('requester_id') }} as requester_id,
        {{ clean_text('assignee_id') }} as assignee_id,
        {{ clean_text(json_find('custom_fields', 'id', 'order_name')) }} as order_name,
        {{ clean_text(json_find('custom_fields', 'id', 'sku')) }} as sku,
        -- attributes
        lower({{ json_str('via', 'channel') }}) as via_channel,
        lower({{ clean_text('status') }}) as status,
        lower({{ clean_text('type') }}) as ticket_type,
        lower({{ clean_text('priority') }}) as priority,
        {{ regexp_group('tags', '"grund:([^"]+)"', 1) }} as reason,
        -- amounts
        {{ to_decimal(json_find('custom_fields', 'id', 'handle_minutes')) }}
            as handle_minutes,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
