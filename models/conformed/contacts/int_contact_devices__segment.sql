with

events as (select * from {{ ref('int_events__segment') }}),

messages as (select * from {{ ref('stg_segment__events') }}),

seen as (
    select
        events.user_id,
        events.anonymous_id,
        messages.device_id,
        events.occurred_at
    from events
    inner join messages on events.message_id = messages.message_id
    where events.user_id is not null
),

-- A browser or device on which several people signed in names none of them.
own_browsers as (
    select
        anonymous_id,
        min(user_id) as user_id,
        max(occurred_at) as seen_at
    from seen
    where anonymous_id is not null
    group by anonymous_id
    having count(distinct user_id) = 1
),

own_devices as (
    select
        device_id,
        min(user_id) as user_id,
        max(occurred_at) as seen_at
    from seen
    where device_id is not null
    group by device_id
    having count(distinct user_id) = 1
),

ordered as (
    select
        user_id,
        anonymous_id,
        cast(null as string) as device_id,
        row_number() over (
            partition by user_id order by seen_at, anonymous_id
        ) as place
    from own_browsers
    union all
    select
        user_id,
        cast(null as string) as anonymous_id,
        device_id,
        row_number() over (partition by user_id order by seen_at, device_id) as place
    from own_devices
),

latest as (
    select
        user_id,
        {{ newest_value('anonymous_id', 'place') }} as anonymous_id,
        {{ newest_value('device_id', 'place') }} as device_id
    from ordered
    group by user_id
)

select * from latest
