-- Two records that people made one, by one decision or by a chain of them, were not
-- decided apart by another. Names the decision and those that make the chain's group.
with

verdicts as (select * from {{ ref('int_identity_verdicts') }}),

groups as (select * from {{ ref('int_identity_decided_groups') }}),

ties as (
    select
        groups.component_id,
        {{ distinct_list('verdicts.decision_id') }} as must_link_ids
    from verdicts
    inner join groups on verdicts.left_record_key = groups.record_key
    where verdicts.decision = 'must_link'
    group by groups.component_id
),

contradictions as (
    select
        verdicts.decision_id as cannot_link_id,
        ties.must_link_ids
    from verdicts
    inner join groups as left_groups
        on verdicts.left_record_key = left_groups.record_key
    inner join groups as right_groups
        on
            verdicts.right_record_key = right_groups.record_key
            and left_groups.component_id = right_groups.component_id
    inner join ties on left_groups.component_id = ties.component_id
    where verdicts.decision = 'cannot_link'
)

select * from contradictions
