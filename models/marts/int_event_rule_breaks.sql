with

events as (select * from {{ ref('int_events') }}),

rules_asked as (select * from {{ ref('int_event_rules_asked') }}),

rules as (select * from {{ ref('tracking_plan_rules') }}),

looked_up as (
    select
        source_name,
        message_id,
        property_name,
        rule,
        expected,
        on_violation,
        nullif(trim({{ json_str_at('said', 'property_name') }}), '') as stated,
        {{ json_kind_at('said', 'property_name') }} as kind,
        case when rule = 'pattern' then expected end as pattern
    from rules_asked
),

broken as (
    select
        source_name,
        message_id,
        property_name,
        rule,
        expected,
        on_violation
    from looked_up
    where
        (rule = 'required' and stated is null)
        or (rule = 'forbidden' and stated is not null)
        or (rule = 'enum' and expected not like '%|' || stated || '|%')
        or (rule = 'pattern' and not {{ matches_pattern('stated', 'pattern') }})
        or (
            rule = 'type'
            and stated is not null
            and kind <> case expected when 'datetime' then 'string' else expected end
            and not (expected = 'number' and kind = 'integer')
        )
        or (
            rule = 'type'
            and expected = 'datetime'
            and kind = 'string'
            and stated is not null
            and {{ to_timestamp_utc('stated', 'UTC') }} is null
        )
),

unplanned as (
    select
        events.source_name,
        events.message_id,
        cast(null as string) as property_name,
        others.rule,
        cast(null as string) as expected,
        others.on_violation
    from events
    inner join rules as others on others.rule = 'planned' and others.event_name = '*'
    left join rules as planned
        on planned.rule = 'planned' and events.event_name = planned.event_name
    where events.event_type = 'track' and planned.rule is null
),

breaks as (
    {{ stack(
        ['broken', 'unplanned'],
        [
            'source_name', 'message_id', 'property_name', 'rule', 'expected',
            'on_violation',
        ]
    ) }}
)

select * from breaks
