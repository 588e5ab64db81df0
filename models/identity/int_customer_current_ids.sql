with

id_history as (select * from {{ ref('int_customer_id_history') }}),

ranked as (
    select
        record_key,
        customer_id,
        assigned_at,
        row_number() over (
            partition by record_key order by change_number desc
        ) as recency
    from id_history
),

latest as (
    select
        record_key,
        customer_id,
        assigned_at
    from ranked
    where recency = 1
)

select * from latest
