with

block_values as (select * from {{ ref('int_identity_block_values') }}),

-- A value of one record meets nobody.
counted as (
    select
        block_key,
        rule,
        count(*) as record_count,
        {{ hash_of('rule') }} + count(*) as size_key
    from block_values
    group by block_key, rule
    having count(*) > 1
)

select * from counted
