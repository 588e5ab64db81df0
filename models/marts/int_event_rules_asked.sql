with

events as (select * from {{ ref('int_events') }}),

rules as (select * from {{ ref('tracking_plan_rules') }}),

erased as (select * from {{ ref('int_identity_erased') }}),

asked as (
    select
        events.source_name,
        events.message_id,
        rules.property_name,
        rules.rule,
        rules.expected,
        rules.on_violation,
        case
            when events.event_type = 'track' then events.properties else events.traits
        end as said
    from events
    inner join rules
        on
            events.event_type = rules.event_type
            and coalesce(rules.event_name, '')
            = case when events.event_type = 'track' then events.event_name else '' end
    left join erased
        on
            {{ record_key('events.source_name', 'events.user_id') }}
            = erased.record_key
    where rules.rule <> 'planned' and erased.record_key is null
),

of_the_event as (
    select
        source_name,
        message_id,
        property_name,
        rule,
        expected,
        on_violation,
        said
    from asked
    where property_name not like '%[]%'
),

of_lists as (
    select
        source_name,
        message_id,
        property_name,
        rule,
        expected,
        on_violation,
        said,
        split_part(property_name, '[]', 1) as list_name
    from asked
    where property_name like '%[]%'
),

listed as (
    select
        source_name,
        message_id,
        property_name,
        rule,
        expected,
        on_violation,
        said,
        {{ json_positions('said', 'list_name') }} as position
    from of_lists
),

of_items as (
    select
        source_name,
        message_id,
        replace(property_name, '[]', '[' || cast(position as string) || ']')
            as property_name,
        rule,
        expected,
        on_violation,
        said
    from listed
),

rules_asked as (
    {{ stack(
        ['of_the_event', 'of_items'],
        [
            'source_name', 'message_id', 'property_name', 'rule', 'expected',
            'on_violation', 'said',
        ]
    ) }}
)

select * from rules_asked
