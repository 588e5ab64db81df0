with

events as (select * from {{ ref('int_segment_membership_events') }}),

customer_aliases as (select * from {{ ref('customer_aliases') }}),

resolved as (
    select
        events.segment_name,
        coalesce(
            customer_aliases.standing_customer_id, events.customer_id
        ) as customer_id,
        events.event_type,
        events.event_number,
        events.happened_at,
        events.customer_id as event_customer_id
    from events
    left outer join customer_aliases
        on events.customer_id = customer_aliases.customer_id
),

-- Two people who turn out to be one may both have entered: the first entry counts.
ordered as (
    select
        segment_name,
        customer_id,
        event_type,
        event_number,
        happened_at,
        event_customer_id,
        lag(event_type) over (
            partition by segment_name, customer_id
            order by happened_at asc, event_number asc, event_customer_id asc
        ) as previous_event_type
    from resolved
),

turns as (
    select
        segment_name,
        customer_id,
        event_type,
        happened_at as entered_at,
        lead(happened_at) over (
            partition by segment_name, customer_id
            order by happened_at asc, event_number asc, event_customer_id asc
        ) as left_at
    from ordered
    where event_type <> coalesce(previous_event_type, 'left')
),

stays as (
    select
        segment_name,
        customer_id,
        entered_at,
        left_at,
        left_at is null as is_current
    from turns
    where event_type = 'entered' and coalesce(left_at > entered_at, true)
)

select * from stays
