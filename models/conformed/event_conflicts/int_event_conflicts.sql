with

segment as (select * from {{ ref('int_event_conflicts__segment') }}),

stacked as (
    {{ stack(
        ['segment'],
        [
            'source_name',
            'message_id',
            'payload_hash',
            'event_type',
            'event_name',
            'received_at',
        ]
    ) }}
)

select * from stacked
