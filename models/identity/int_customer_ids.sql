with

records as (select * from {{ ref('int_identity_records') }}),

id_history as (select * from {{ ref('int_customer_id_history') }}),

explained_edges as (select * from {{ ref('int_identity_explained_edges') }}),

latest as (
    select
        record_key,
        customer_id,
        assigned_at,
        row_number() over (
            partition by record_key order by change_number desc
        ) as recency
    from id_history
),

ends as (
    select left_record_key as record_key, identifier_type, confidence
    from explained_edges
    union
    select right_record_key as record_key, identifier_type, confidence
    from explained_edges
),

ties as (
    select
        record_key,
        {{ distinct_list('identifier_type') }} as matched_by,
        max(confidence) as confidence
    from ends
    group by record_key
),

assigned as (
    select
        records.record_key,
        records.source_name,
        records.source_record_id,
        latest.customer_id,
        coalesce(ties.matched_by, 'alone') as matched_by,
        -- A record alone is surely itself.
        cast(coalesce(ties.confidence, 1) as decimal(18, 4)) as confidence,
        records.is_test,
        latest.assigned_at
    from records
    inner join latest on records.record_key = latest.record_key and latest.recency = 1
    left join ties on records.record_key = ties.record_key
)

select * from assigned
