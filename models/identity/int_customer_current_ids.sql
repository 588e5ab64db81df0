with

id_history as (select * from {{ ref('int_customer_id_history') }}),

-- Changes are numbered without a gap, and few records have a second one.
later as (
    select
        record_key,
        change_number - 1 as past_number
    from id_history
    where change_number > 1
),

latest as (
    select
        id_history.record_key,
        id_history.customer_id,
        id_history.assigned_at
    from id_history
    left join later
        on
            id_history.record_key = later.record_key
            and id_history.change_number = later.past_number
    where later.record_key is null
)

select * from latest
