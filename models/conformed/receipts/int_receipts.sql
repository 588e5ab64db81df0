with

intents as (select * from {{ ref('stg_syncing__intents') }}),

receipts as (select * from {{ ref('stg_syncing__receipts') }}),

answered as (
    select
        intents.intent_id,
        intents.customer_id,
        intents.sync_name,
        intents.destination,
        intents.generation,
        intents.action,
        -- Planned and then silence: it may have been sent, so it is unknown.
        coalesce(receipts.status, 'unknown') as status,
        receipts.reason as rejection_reason,
        intents.planned_at,
        receipts.attempted_at
    from intents
    left outer join receipts on intents.intent_id = receipts.intent_id
)

select * from answered
