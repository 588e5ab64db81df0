with

intents as (select * from {{ ref('stg_syncing__intents') }}),

receipts as (select * from {{ ref('stg_syncing__receipts') }}),

answered as (
    select
        intents.customer_id,
        intents.sync_name,
        intents.destination,
        intents.action,
        intents.generation,
        receipts.reason,
        intents.planned_at,
        receipts.attempted_at,
        -- Planned and then silence: it may have been sent, so it is unknown.
        coalesce(receipts.status, 'unknown') as status,
        row_number() over (
            partition by intents.sync_name, intents.destination, intents.customer_id
            order by intents.generation desc nulls last
        ) as newest_rank
    from intents
    left join receipts on intents.intent_id = receipts.intent_id
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
    from answered
    where status = 'accepted'
    group by sync_name, destination, customer_id
),

last_word as (
    select
        answered.customer_id,
        answered.sync_name,
        answered.destination,
        answered.action,
        answered.status,
        answered.reason,
        coalesce(
            accepted.held_generation = accepted.accepted_generation, false
        ) as is_held,
        answered.planned_at,
        answered.attempted_at,
        accepted.first_accepted_at,
        accepted.last_accepted_at
    from answered
    left join accepted
        on
            answered.sync_name = accepted.sync_name
            and answered.destination = accepted.destination
            and answered.customer_id = accepted.customer_id
    where answered.newest_rank = 1
)

select * from last_word
