with

first_edges as (select * from {{ ref('int_identity_first_edges') }}),

first_groups as (select * from {{ ref('int_identity_first_groups') }}),

later_scores as (select * from {{ ref('int_identity_later_scores') }}),

objections as (select * from {{ ref('int_identity_objections') }}),

threshold as (select * from {{ ref('int_identity_threshold') }}),

rules as (select * from {{ ref('identity_rules') }}),

opposed as (
    select
        coalesce(left_groups.component_id, objections.left_group_id) as one_group_id,
        coalesce(right_groups.component_id, objections.right_group_id)
            as other_group_id
    from objections
    left join first_groups as left_groups
        on objections.left_group_id = left_groups.record_key
    left join first_groups as right_groups
        on objections.right_group_id = right_groups.record_key
    group by 1, 2
),

later as (
    select
        later_scores.left_group_id as left_record_key,
        later_scores.right_group_id as right_record_key,
        rules.identifier_type,
        later_scores.pattern_id as identifier_value,
        rules.trust_rank,
        cast(later_scores.probability as decimal(18, 4)) as confidence,
        later_scores.weight
    from later_scores
    inner join threshold on later_scores.weight >= threshold.link_weight
    inner join rules on rules.identifier_type = 'likeness'
    left join opposed
        on
            later_scores.left_group_id
            = least(opposed.one_group_id, opposed.other_group_id)
            and later_scores.right_group_id
            = greatest(opposed.one_group_id, opposed.other_group_id)
    where opposed.one_group_id is null
),

edges as (
    select
        left_record_key,
        right_record_key,
        identifier_type,
        identifier_value,
        trust_rank,
        confidence,
        weight
    from first_edges
    union all
    select
        left_record_key,
        right_record_key,
        identifier_type,
        identifier_value,
        trust_rank,
        confidence,
        weight
    from later
)

select * from edges
