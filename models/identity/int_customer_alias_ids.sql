with

id_history as (select * from {{ ref('int_customer_id_history') }}),

current_ids as (select * from {{ ref('int_customer_current_ids') }}),

customer_ids as (select * from {{ ref('int_customer_ids') }}),

-- The record that an id is made of bears it, so the id goes only when that one moves.
movers as (
    select
        current_ids.record_key,
        current_ids.customer_id,
        current_ids.assigned_at
    from id_history
    inner join current_ids on id_history.record_key = current_ids.record_key
    where id_history.change_number > 1
    group by 1, 2, 3
),

-- An id goes where its origin record goes; so one step always arrives.
moved as (
    select
        id_history.customer_id,
        movers.customer_id as standing_customer_id,
        movers.assigned_at as since_at
    from id_history
    inner join movers on id_history.origin_record_key = movers.record_key
    where id_history.customer_id <> movers.customer_id
    group by 1, 2, 3
),

standing as (
    select customer_ids.customer_id
    from customer_ids
    inner join moved on customer_ids.customer_id = moved.standing_customer_id
    group by 1
),

aliases as (
    select
        moved.customer_id,
        moved.standing_customer_id,
        moved.since_at
    from moved
    inner join standing on moved.standing_customer_id = standing.customer_id
)

select * from aliases
