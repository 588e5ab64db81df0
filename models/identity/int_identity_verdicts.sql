with

decisions as (select * from {{ ref('identity_decisions') }}),

standing as (
    select
        decision_id,
        decision,
        left_source_name || ':' || left_source_record_id as one_record_key,
        right_source_name || ':' || right_source_record_id as other_record_key
    from decisions
    where
        decided_at <= {{ as_of() }}
        and (expires_at is null or expires_at > {{ as_of() }})
),

ordered as (
    select
        least(one_record_key, other_record_key) as left_record_key,
        greatest(one_record_key, other_record_key) as right_record_key,
        decision,
        min(decision_id) as decision_id
    from standing
    where one_record_key <> other_record_key
    group by 1, 2, 3
)

select * from ordered
