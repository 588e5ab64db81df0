{{ config(materialized='history', meta={'forgets': 'customer_id'}) }}

with

members as (select * from {{ ref('int_segment_members') }}),

customer_aliases as (select * from {{ ref('customer_aliases') }}),

past_events as (select * from {{ this }}),

-- Someone who got a new id by a merge has not left and come back.
resolved as (
    select
        past_events.segment_name,
        coalesce(
            customer_aliases.standing_customer_id, past_events.customer_id
        ) as customer_id,
        past_events.event_type,
        past_events.event_number,
        past_events.happened_at
    from past_events
    left outer join customer_aliases
        on past_events.customer_id = customer_aliases.customer_id
),

latest_first as (
    select
        segment_name,
        customer_id,
        event_type,
        event_number,
        happened_at,
        row_number() over (
            partition by segment_name, customer_id
            order by happened_at desc, event_number desc, event_type asc
        ) as recency
    from resolved
),

compared as (
    select
        coalesce(members.segment_name, latest_first.segment_name) as segment_name,
        coalesce(members.customer_id, latest_first.customer_id) as customer_id,
        members.customer_id is not null as is_member,
        coalesce(latest_first.event_type = 'entered', false) as was_member,
        coalesce(latest_first.event_number, 0) + 1 as event_number,
        coalesce(members.reason, 'no longer matches') as reason,
        members.score,
        latest_first.happened_at as previous_at
    from members
    full outer join latest_first
        on
            members.segment_name = latest_first.segment_name
            and members.customer_id = latest_first.customer_id
    where coalesce(latest_first.recency, 1) = 1
),

-- A rebuild as of an earlier day must not make people leave before they came.
changes as (
    select
        segment_name,
        customer_id,
        case when is_member then 'entered' else 'left' end as event_type,
        cast(event_number as bigint) as event_number,
        reason,
        score,
        case
            when previous_at > {{ as_of() }} then previous_at else {{ as_of() }}
        end as happened_at
    from compared
    where is_member <> was_member
)

select * from changes
