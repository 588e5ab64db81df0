with

block_sizes as (select * from {{ ref('int_identity_block_sizes') }}),

compared as (
    select
        group_count * 32 + rule as size_key,
        rule,
        group_count
    from block_sizes
    where is_compared
)

select * from compared
