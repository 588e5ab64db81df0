with

source as (select * from {{ source('segment', 'events') }}),

-- What the sender said. When it was sent and received differs between two tries.
statements as (
    select
        trim(message_id) as message_id,
        lower(trim(type)) as type,
        event,
        name,
        md5(
            lower(trim(type)) || '|' || coalesce(user_id, '') || '|'
            || coalesce(anonymous_id, '') || '|' || coalesce(previous_id, '') || '|'
            || coalesce(group_id, '') || '|' || coalesce(event, '') || '|'
            || coalesce(name, '') || '|' || coalesce(properties, '') || '|'
            || coalesce(traits, '') || '|' || coalesce(original_timestamp, '')
        ) as payload_hash,
        {{ to_timestamp_utc('received_at', 'UTC') }} as received_at,
        _file_sha256,
        _row_number,
        _load_id
    from source
),

ordered as (
    select
        message_id,
        type,
        event,
        name,
        payload_hash,
        received_at,
        _file_sha256,
        _row_number,
        first_value(payload_hash) over (
            partition by message_id
            order by
                received_at asc nulls last,
                _load_id asc, _file_sha256 asc, _row_number asc
        ) as standing_payload_hash,
        row_number() over (
            partition by message_id, payload_hash
            order by
                received_at asc nulls last,
                _load_id asc, _file_sha256 asc, _row_number asc
        ) as statement_rank
    from statements
),

conflicting as (
    select
        -- ids
        message_id,
        payload_hash,
        standing_payload_hash,
        _file_sha256 as file_sha256,
        _row_number as row_number,
        -- attributes
        type,
        event,
        name,
        -- times
        received_at
    from ordered
    where statement_rank = 1 and payload_hash <> standing_payload_hash
)

select * from conflicting
