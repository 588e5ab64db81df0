with

block_values as (select * from {{ ref('int_identity_block_values') }}),

block_counts as (select * from {{ ref('int_identity_block_counts') }}),

compared_sizes as (select * from {{ ref('int_identity_compared_sizes') }}),

usable as (
    select
        block_values.group_id,
        block_values.block_key
    from block_values
    inner join block_counts on block_values.block_key = block_counts.block_key
    inner join compared_sizes on block_counts.size_key = compared_sizes.size_key
)

select * from usable
