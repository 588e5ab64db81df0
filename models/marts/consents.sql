with

customer_consents as (select * from {{ ref('int_customer_consents') }}),

people as (select * from {{ ref('customers') }}),

joined as (
    select
        customer_consents.customer_id,
        customer_consents.purpose,
        customer_consents.status,
        customer_consents.source_name,
        customer_consents.source_record_id,
        customer_consents.is_granted,
        customer_consents.changed_at,
        customer_consents.expires_at
    from customer_consents
    inner join people on customer_consents.customer_id = people.customer_id
)

select * from joined
