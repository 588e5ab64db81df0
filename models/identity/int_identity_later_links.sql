with

later_scores as (select * from {{ ref('int_identity_later_scores') }}),

first_groups as (select * from {{ ref('int_identity_first_groups') }}),

peer_scores as (select * from {{ ref('int_identity_peer_scores') }}),

objections as (select * from {{ ref('int_identity_objections') }}),

date_objections as (select * from {{ ref('int_identity_date_objections') }}),

threshold as (select * from {{ ref('int_identity_threshold') }}),

said as (
    select left_group_id, right_group_id, -weight as weight, false as is_objection
    from peer_scores
    where weight < 0
    union all
    select left_group_id, right_group_id, 1000 as weight, true as is_objection
    from objections
    union all
    select left_group_id, right_group_id, 1000 as weight, true as is_objection
    from date_objections
),

-- What spoke against two groups speaks against all that likeness tied to them.
against as (
    select
        least(
            coalesce(left_groups.component_id, said.left_group_id),
            coalesce(right_groups.component_id, said.right_group_id)
        ) as left_group_id,
        greatest(
            coalesce(left_groups.component_id, said.left_group_id),
            coalesce(right_groups.component_id, said.right_group_id)
        ) as right_group_id,
        max(said.weight) as weight,
        bool_or(said.is_objection) as is_objection
    from said
    left join first_groups as left_groups
        on said.left_group_id = left_groups.record_key
    left join first_groups as right_groups
        on said.right_group_id = right_groups.record_key
    group by 1, 2
),

unopposed as (
    select
        later_scores.left_group_id,
        later_scores.right_group_id,
        later_scores.pattern_id,
        later_scores.weight,
        later_scores.probability
    from later_scores
    left join against
        on
            later_scores.left_group_id = against.left_group_id
            and later_scores.right_group_id = against.right_group_id
            and against.is_objection
    where against.left_group_id is null
),

ends as (
    select left_group_id as group_id, right_group_id as partner_id, weight
    from unopposed
    where weight > 0
    union all
    select right_group_id as group_id, left_group_id as partner_id, weight
    from unopposed
    where weight > 0
),

torn as (
    {{ torn_links('ends', 'against') }}
),

sound as (
    {{ links_that_hold('unopposed', 'torn', 'threshold') }}
)

select * from sound
