with

source as (select * from {{ source('syncing', 'intents') }}),

renamed as (
    select
        -- ids
        intent_id,
        sync_name,
        destination,
        key as customer_id,
        idempotency_key,
        run_id,
        -- attributes
        action,
        payload_hash,
        cast(generation as bigint) as generation,
        -- times
        cast(planned_at as timestamp) as planned_at
    from source
)

select * from renamed
