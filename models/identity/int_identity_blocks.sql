with

block_values as (select * from {{ ref('int_identity_block_values') }}),

block_counts as (select * from {{ ref('int_identity_block_counts') }}),

compared_sizes as (select * from {{ ref('int_identity_compared_sizes') }}),

features as (select * from {{ ref('int_identity_features') }}),

usable as (
    select
        block_values.record_key,
        features.group_id,
        block_values.block_key
    from block_values
    inner join block_counts on block_values.block_key = block_counts.block_key
    inner join compared_sizes on block_counts.size_key = compared_sizes.size_key
    inner join features on block_values.record_key = features.record_key
)

select * from usable
