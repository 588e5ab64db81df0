with

block_sizes as (select * from {{ ref('int_identity_block_sizes') }}),

compared as (
    select
        {{ hash_of('rule') }} + group_count as size_key,
        rule,
        group_count
    from block_sizes
    where is_compared
)

select * from compared
