with

records as (select * from {{ ref('int_identity_records') }}),

current_ids as (select * from {{ ref('int_customer_current_ids') }}),

ties as (select * from {{ ref('int_identity_ties') }}),

assigned as (
    select
        records.record_key,
        records.source_name,
        records.source_record_id,
        current_ids.customer_id,
        coalesce(ties.kinds, 0) as kinds,
        -- A record alone is surely itself.
        cast(coalesce(ties.confidence, 1) as decimal(18, 4)) as confidence,
        records.is_test,
        current_ids.assigned_at
    from records
    inner join current_ids on records.record_key = current_ids.record_key
    left join ties on records.record_key = ties.record_key
)

select * from assigned
