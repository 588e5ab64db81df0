with

memberships as (select * from {{ ref('segment_memberships') }}),

customers as (select * from {{ ref('customers') }}),

consents as (select * from {{ ref('consents') }}),

members as (
    select customer_id
    from memberships
    where
        segment_name = {{ sync_meta('segment', 'dissatisfied_after_late_delivery') }}
        and is_current
),

consenting as (
    select customer_id
    from consents
    where
        purpose = {{ sync_meta('purpose', 'marketing_phone') }}
        and is_granted
),

reachable as (
    select
        members.customer_id,
        customers.phone,
        customers.salutation,
        customers.first_name,
        customers.last_name,
        customers.language
    from members
    inner join consenting on members.customer_id = consenting.customer_id
    inner join customers on members.customer_id = customers.customer_id
    where customers.phone is not null
)

select * from reachable
