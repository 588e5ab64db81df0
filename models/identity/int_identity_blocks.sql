with

block_values as (select * from {{ ref('int_identity_block_values') }}),

features as (select * from {{ ref('int_identity_features') }}),

block_sizes as (select * from {{ ref('int_identity_block_sizes') }}),

counted as (
    select rule, value, count(*) as record_count
    from block_values
    group by rule, value
    having count(*) > 1
),

compared as (
    select counted.rule, counted.value
    from counted
    inner join block_sizes
        on
            counted.rule = block_sizes.rule
            and counted.record_count = block_sizes.record_count
    where block_sizes.is_compared
),

usable as (
    select
        block_values.record_key,
        features.group_id,
        block_values.rule || ' ' || block_values.value as block
    from block_values
    inner join compared
        on
            block_values.rule = compared.rule
            and block_values.value = compared.value
    inner join features on block_values.record_key = features.record_key
)

select * from usable
