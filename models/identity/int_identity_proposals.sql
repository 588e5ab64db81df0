with

scores as (select * from {{ ref('int_identity_scores') }}),

threshold as (select * from {{ ref('int_identity_threshold') }}),

proposals as (
    select
        scores.left_group_id,
        scores.right_group_id,
        scores.pattern_id,
        scores.weight,
        scores.probability
    from scores
    cross join threshold
    where scores.weight >= least(threshold.link_weight, 0)
)

select * from proposals
