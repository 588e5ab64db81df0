with

proposals as (select * from {{ ref('int_identity_proposals') }}),

peer_scores as (select * from {{ ref('int_identity_peer_scores') }}),

objections as (select * from {{ ref('int_identity_objections') }}),

threshold as (select * from {{ ref('int_identity_threshold') }}),

unopposed as (
    select
        proposals.left_group_id,
        proposals.right_group_id,
        proposals.pattern_id,
        proposals.weight,
        proposals.probability
    from proposals
    left join objections
        on
            proposals.left_group_id = objections.left_group_id
            and proposals.right_group_id = objections.right_group_id
    where objections.left_group_id is null
),

ends as (
    select left_group_id as group_id, right_group_id as partner_id, weight
    from unopposed
    union all
    select right_group_id as group_id, left_group_id as partner_id, weight
    from unopposed
),

against as (
    select left_group_id, right_group_id, -weight as weight
    from peer_scores
    where weight < 0
    union all
    select left_group_id, right_group_id, 1000 as weight
    from objections
),

torn as (
    {{ torn_links('ends', 'against') }}
),

sound as (
    {{ links_that_hold('unopposed', 'torn', 'threshold') }}
)

select * from sound
