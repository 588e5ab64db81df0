with

memberships as (select * from {{ ref('segment_memberships') }}),

customers as (select * from {{ ref('customers') }}),

consents as (select * from {{ ref('consents') }}),

members as (
    select customer_id
    from memberships
    where
        segment_name = {{ sync_meta('segment', 'high_value_without_newsletter') }}
        and is_current
),

consenting as (
    select customer_id
    from consents
    where
        purpose = {{ sync_meta('purpose', 'marketing_post') }}
        and is_granted
),

reachable as (
    select
        members.customer_id,
        customers.salutation,
        customers.first_name,
        customers.last_name,
        customers.street,
        customers.house_number,
        customers.postal_code,
        customers.city,
        customers.country_code
    from members
    inner join consenting on members.customer_id = consenting.customer_id
    inner join customers on members.customer_id = customers.customer_id
    where
        customers.last_name is not null
        and customers.street is not null
        and customers.postal_code is not null
        and customers.city is not null
)

select * from reachable
