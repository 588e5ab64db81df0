with

source as (select * from {{ source('syncing', 'receipts') }}),

renamed as (
    select
        -- ids
        intent_id,
        sync_name,
        destination,
        key as customer_id,
        run_id,
        -- attributes
        action,
        payload_hash,
        status,
        reason,
        cast(attempt_count as bigint) as attempt_count,
        -- times
        cast(attempted_at as timestamp) as attempted_at,
        row_number() over (
            partition by intent_id order by run_id desc nulls last
        ) as newest_rank
    from source
),

newest as (
    select
        intent_id,
        sync_name,
        destination,
        customer_id,
        run_id,
        action,
        payload_hash,
        status,
        reason,
        attempt_count,
        attempted_at
    from renamed
    where newest_rank = 1
)

select * from newest
