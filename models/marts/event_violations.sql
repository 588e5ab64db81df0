with

events as (select * from {{ ref('int_events') }}),

rule_breaks as (select * from {{ ref('int_event_rule_breaks') }}),

conflicts as (select * from {{ ref('int_event_conflicts') }}),

found as (
    select
        source_name,
        message_id,
        property_name,
        rule,
        expected,
        on_violation,
        cast(null as string) as payload_hash,
        cast(null as timestamp) as came_again_at
    from rule_breaks
    union all
    select
        source_name,
        message_id,
        null as property_name,
        'message_id_reused' as rule,
        null as expected,
        'inform' as on_violation,
        payload_hash,
        received_at as came_again_at
    from conflicts
    union all
    select
        source_name,
        message_id,
        null as property_name,
        'wrong_clock' as rule,
        null as expected,
        'inform' as on_violation,
        null as payload_hash,
        null as came_again_at
    from events
    where has_wrong_clock
    union all
    select
        source_name,
        message_id,
        null as property_name,
        'names_nobody' as rule,
        null as expected,
        'inform' as on_violation,
        null as payload_hash,
        null as came_again_at
    from events
    where user_id is null and anonymous_id is null
),

placed as (
    select
        md5(
            found.source_name || '|' || found.message_id || '|' || found.rule || '|'
            || coalesce(found.property_name, '') || '|'
            || coalesce(found.payload_hash, '')
        ) as violation_id,
        found.source_name,
        found.message_id,
        events.event_type,
        events.event_name,
        found.property_name,
        found.rule,
        found.expected,
        found.on_violation,
        events.occurred_at,
        coalesce(found.came_again_at, events.received_at) as received_at
    from found
    inner join events
        on
            found.source_name = events.source_name
            and found.message_id = events.message_id
)

select * from placed
