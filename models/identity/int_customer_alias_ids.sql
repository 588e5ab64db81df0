with

id_history as (select * from {{ ref('int_customer_id_history') }}),

customer_ids as (select * from {{ ref('int_customer_ids') }}),

latest as (
    select
        record_key,
        customer_id,
        assigned_at,
        row_number() over (
            partition by record_key order by change_number desc
        ) as recency
    from id_history
),

given as (
    select
        customer_id,
        origin_record_key
    from id_history
    group by customer_id, origin_record_key
),

standing as (
    select customer_id
    from customer_ids
    group by customer_id
),

-- An id goes where its origin record goes; so one step always arrives.
aliases as (
    select
        given.customer_id,
        latest.customer_id as standing_customer_id,
        latest.assigned_at as since_at
    from given
    inner join latest
        on given.origin_record_key = latest.record_key and latest.recency = 1
    inner join standing on latest.customer_id = standing.customer_id
    where given.customer_id <> latest.customer_id
)

select * from aliases
