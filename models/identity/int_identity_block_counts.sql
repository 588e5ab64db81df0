with

block_values as (select * from {{ ref('int_identity_block_values') }}),

-- What one group alone says is most: it meets nobody. Whom exact keys have tied need
-- not meet again: a rule's budget is one of pairs of groups, not of records.
met as (
    {{ met_by_several('block_values') }}
),

counted as (
    select
        block_key,
        block_key % 32 as rule,
        group_count,
        group_count * 32 + block_key % 32 as size_key
    from met
)

select * from counted
