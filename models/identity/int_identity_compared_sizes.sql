with

block_sizes as (select * from {{ ref('int_identity_block_sizes') }}),

compared as (
    select
        {{ hash_of('rule') }} + record_count as size_key,
        rule,
        record_count
    from block_sizes
    where is_compared
)

select * from compared
