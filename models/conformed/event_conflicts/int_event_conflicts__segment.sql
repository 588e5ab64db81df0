with

messages as (select * from {{ ref('stg_segment__conflicting_messages') }}),

in_our_words as (
    select
        'segment' as source_name,
        message_id,
        payload_hash,
        type as event_type,
        coalesce(event, name) as event_name,
        received_at
    from messages
)

select * from in_our_words
