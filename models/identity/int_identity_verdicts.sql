with

decisions as (select * from {{ ref('identity_decisions') }}),

withdrawn as (
    select withdraws_decision_id as decision_id
    from decisions
    where decision = 'withdrawn' and decided_at <= {{ as_of() }}
    group by 1
),

verdicts as (
    select
        decision_id,
        decision,
        {{ record_key('left_source_name', 'left_source_record_id') }} as one_record_key,
        {{ record_key('right_source_name', 'right_source_record_id') }}
            as other_record_key
    from decisions
    where
        decision <> 'withdrawn'
        and decided_at <= {{ as_of() }}
        and (expires_at is null or expires_at > {{ as_of() }})
),

standing as (
    select
        least(verdicts.one_record_key, verdicts.other_record_key) as left_record_key,
        greatest(verdicts.one_record_key, verdicts.other_record_key)
            as right_record_key,
        verdicts.decision,
        min(verdicts.decision_id) as decision_id,
        {{ hash_of('min(verdicts.decision_id)') }} as decision_key
    from verdicts
    left join withdrawn on verdicts.decision_id = withdrawn.decision_id
    where
        verdicts.one_record_key <> verdicts.other_record_key
        and withdrawn.decision_id is null
    group by 1, 2, 3
)

select * from standing
