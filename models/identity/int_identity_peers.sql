with

proposals as (select * from {{ ref('int_identity_proposals') }}),

proposed_groups as (select * from {{ ref('int_identity_proposed_groups') }}),

features as (select * from {{ ref('int_identity_features') }}),

-- Whom links would bring together though no link is their own.
pairs as (
    select
        one.record_key as left_group_id,
        other.record_key as right_group_id
    from proposed_groups as one
    inner join proposed_groups as other
        on
            one.component_id = other.component_id
            and one.record_key < other.record_key
    left join proposals
        on
            one.record_key = proposals.left_group_id
            and other.record_key = proposals.right_group_id
    where proposals.left_group_id is null
),

compared as (
    {{ compare_groups('pairs', 'features') }}
),

summed_up as (
    {{ best_levels('compared') }}
),

keyed as (
    {{ name_patterns('summed_up') }}
)

select * from keyed
