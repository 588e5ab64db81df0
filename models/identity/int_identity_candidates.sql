with

blocks as (select * from {{ ref('int_identity_blocks') }}),

features as (select * from {{ ref('int_identity_features') }}),

pairs as (
    select
        left_blocks.group_id as left_group_id,
        right_blocks.group_id as right_group_id
    from blocks as left_blocks
    inner join blocks as right_blocks
        on
            left_blocks.block_key = right_blocks.block_key
            and left_blocks.group_id < right_blocks.group_id
    group by 1, 2
),

compared as (
    select
        pairs.left_group_id,
        pairs.right_group_id,
        case
            when left_features.given_name_key = right_features.given_name_key
                then left_features.given_name_key
        end as given_name_key,
        case
            when left_features.last_name_key = right_features.last_name_key
                then left_features.last_name_key
        end as last_name_key,
        {{ evidence_levels('left_features', 'right_features') }}
    from pairs
    inner join features as left_features
        on pairs.left_group_id = left_features.group_id
    inner join features as right_features
        on pairs.right_group_id = right_features.group_id
),

-- A group is known by all that its records say.
summed_up as (
    {{ best_levels('compared') }}
),

keyed as (
    {{ name_patterns('summed_up') }}
)

select * from keyed
