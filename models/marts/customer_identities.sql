with

customer_ids as (select * from {{ ref('int_customer_ids') }}),

people as (select * from {{ ref('customers') }}),

joined as (
    select
        customer_ids.source_name,
        customer_ids.source_record_id,
        customer_ids.customer_id,
        customer_ids.matched_by,
        customer_ids.confidence,
        customer_ids.assigned_at
    from customer_ids
    inner join people on customer_ids.customer_id = people.customer_id
)

select * from joined
