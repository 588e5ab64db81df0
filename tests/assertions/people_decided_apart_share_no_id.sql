-- However long the chain between two records: a cannot_link in force keeps them apart.
with

verdicts as (select * from {{ ref('int_identity_verdicts') }}),

components as (select * from {{ ref('int_identity_components') }}),

shared as (
    select
        verdicts.decision_id,
        left_components.component_id
    from verdicts
    inner join components as left_components
        on verdicts.left_record_key = left_components.record_key
    inner join components as right_components
        on
            verdicts.right_record_key = right_components.record_key
            and left_components.component_id = right_components.component_id
    where verdicts.decision = 'cannot_link'
)

select * from shared
