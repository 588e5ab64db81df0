with

blocks as (select * from {{ ref('int_identity_blocks') }}),

left_records as (select * from {{ ref('int_identity_features') }}),

right_records as (select * from {{ ref('int_identity_features') }}),

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
    {{ compare_groups('pairs', 'left_records', 'right_records') }}
),

-- A group is known by all that its records say.
summed_up as (
    {{ best_levels('compared') }}
),

keyed as (
    {{ name_patterns('summed_up') }}
)

select * from keyed
