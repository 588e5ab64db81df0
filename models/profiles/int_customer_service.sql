with

service_contacts as (select * from {{ ref('int_service_contacts') }}),

fact_customers as (select * from {{ ref('int_fact_customers') }}),

summed as (
    select
        fact_customers.customer_id,
        count(*) as service_contact_count,
        sum(
            case when service_contacts.solved_at is null then 1 else 0 end
        ) as unsolved_contact_count,
        cast(
            coalesce(sum(service_contacts.handle_minutes), 0) as decimal(18, 4)
        ) as handle_minutes,
        max(service_contacts.opened_at) as last_contact_at
    from service_contacts
    inner join fact_customers
        on
            service_contacts.source_name = fact_customers.source_name
            and service_contacts.source_contact_id = fact_customers.fact_id
            and fact_customers.fact_type = 'service_contact'
    group by fact_customers.customer_id
),

typed as (
    select
        customer_id,
        service_contact_count,
        cast(unsolved_contact_count as bigint) as unsolved_contact_count,
        handle_minutes,
        last_contact_at
    from summed
)

select * from typed
