with

id_history as (select * from {{ ref('int_customer_id_history') }}),

customer_ids as (select * from {{ ref('int_customer_ids') }}),

people as (select * from {{ ref('customers') }}),

periods as (
    select
        record_key,
        customer_id,
        change_number,
        assigned_at,
        lead(assigned_at) over (partition by record_key order by change_number)
            as replaced_at
    from id_history
),

joined as (
    select
        customer_ids.source_name,
        customer_ids.source_record_id,
        periods.customer_id,
        periods.change_number,
        periods.assigned_at,
        periods.replaced_at
    from periods
    inner join customer_ids on periods.record_key = customer_ids.record_key
    inner join people on customer_ids.customer_id = people.customer_id
    -- An id that was an erased person's is told of nobody else either.
    where periods.customer_id is not null
)

select * from joined
