with

block_values as (select * from {{ ref('int_identity_block_values') }}),

-- Whom exact keys have tied need not meet again, so groups are counted, not records.
members as (
    select
        block_key,
        rule,
        group_id
    from block_values
    group by block_key, rule, group_id
),

-- A value of one group meets nobody.
counted as (
    select
        block_key,
        rule,
        count(*) as group_count,
        {{ hash_of('rule') }} + count(*) as size_key
    from members
    group by block_key, rule
    having count(*) > 1
)

select * from counted
