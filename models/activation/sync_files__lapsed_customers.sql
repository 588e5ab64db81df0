with

memberships as (select * from {{ ref('segment_memberships') }}),

customers as (select * from {{ ref('customers') }}),

consents as (select * from {{ ref('consents') }}),

members as (
    select customer_id
    from memberships
    where
        segment_name = {{ sync_meta('segment', 'lapsed_customers') }}
        and is_current
),

consenting as (
    select customer_id
    from consents
    where
        purpose = {{ sync_meta('purpose', 'marketing_email') }}
        and is_granted
),

reachable as (
    select
        members.customer_id,
        customers.email,
        customers.greeting_name,
        customers.language
    from members
    inner join consenting on members.customer_id = consenting.customer_id
    inner join customers on members.customer_id = customers.customer_id
    where customers.email is not null
)

select * from reachable
