{#- Sessions hold each event that a browser or app sent, once, and no other. -#}
with

events as (select * from {{ ref('int_events') }}),

sessions as (select * from {{ ref('sessions') }}),

sent as (
    select
        source_name,
        count(*) as event_count
    from events
    where anonymous_id is not null and event_type not in ('group', 'alias')
    group by source_name
),

held as (
    select
        source_name,
        sum(event_count) as event_count
    from sessions
    group by source_name
),

differing as (
    select
        coalesce(sent.source_name, held.source_name) as source_name,
        sent.event_count as sent_count,
        held.event_count as held_count
    from sent
    full outer join held on sent.source_name = held.source_name
    where sent.event_count is distinct from held.event_count
)

select * from differing
