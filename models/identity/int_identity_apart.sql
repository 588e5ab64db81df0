with

rough_groups as (select * from {{ ref('int_identity_rough_groups') }}),

unique_pairs as (select * from {{ ref('int_identity_unique_pairs') }}),

verdicts as (select * from {{ ref('int_identity_verdicts') }}),

apart as (
    select
        verdicts.left_record_key,
        verdicts.right_record_key,
        left_groups.component_id,
        verdicts.decision_id
    from verdicts
    inner join rough_groups as left_groups
        on verdicts.left_record_key = left_groups.record_key
    inner join rough_groups as right_groups
        on
            verdicts.right_record_key = right_groups.record_key
            and left_groups.component_id = right_groups.component_id
    where verdicts.decision = 'cannot_link'
    union all
    select
        left_record_key,
        right_record_key,
        component_id,
        'unique ' || identifier_type as decision_id
    from unique_pairs
)

select * from apart
