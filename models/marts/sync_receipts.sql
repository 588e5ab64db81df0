with

statements as (select * from {{ ref('int_receipts') }}),

erased as (select * from {{ ref('int_identity_erased') }}),

-- What was sent of the erased, and taken back, the sync engine's own tables know.
erased_customers as (
    select {{ new_customer_id('record_key') }} as customer_id
    from erased
),

receipts as (
    select
        statements.customer_id,
        statements.sync_name,
        statements.destination,
        statements.generation,
        statements.action,
        statements.status,
        statements.rejection_reason,
        statements.planned_at,
        statements.attempted_at
    from statements
    left outer join erased_customers
        on statements.customer_id = erased_customers.customer_id
    where erased_customers.customer_id is null
),

ranked as (
    select
        customer_id,
        sync_name,
        destination,
        action,
        status,
        rejection_reason,
        planned_at,
        attempted_at,
        row_number() over (
            partition by sync_name, destination, customer_id
            order by generation desc nulls last
        ) as newest_rank
    from receipts
),

accepted as (
    select
        sync_name,
        destination,
        customer_id,
        max(generation) as accepted_generation,
        max(case when action <> 'remove' then generation end) as held_generation,
        min(attempted_at) as first_accepted_at,
        max(attempted_at) as last_accepted_at
    from receipts
    where status = 'accepted'
    group by sync_name, destination, customer_id
),

last_word as (
    select
        ranked.customer_id,
        ranked.sync_name,
        ranked.destination,
        ranked.action,
        ranked.status,
        ranked.rejection_reason,
        coalesce(
            accepted.held_generation = accepted.accepted_generation, false
        ) as is_held,
        ranked.planned_at,
        ranked.attempted_at,
        accepted.first_accepted_at,
        accepted.last_accepted_at
    from ranked
    left outer join accepted
        on
            ranked.sync_name = accepted.sync_name
            and ranked.destination = accepted.destination
            and ranked.customer_id = accepted.customer_id
    where ranked.newest_rank = 1
)

select * from last_word
