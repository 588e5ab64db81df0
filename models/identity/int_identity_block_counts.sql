with

block_values as (select * from {{ ref('int_identity_block_values') }}),

members as (select * from {{ ref('int_identity_block_values') }}),

-- That there are two groups is told sooner than how many. What one group alone says is
-- most: it meets nobody.
shared as (
    select block_key
    from block_values
    group by block_key
    having min(group_id) <> max(group_id)
),

met as (
    select
        shared.block_key,
        count(distinct members.group_id) as group_count
    from shared
    inner join members on shared.block_key = members.block_key
    group by shared.block_key
),

-- Whom exact keys have tied need not meet again: a rule's budget is one of pairs of
-- groups, not of records.
counted as (
    select
        block_key,
        block_key % 32 as rule,
        group_count,
        group_count * 32 + block_key % 32 as size_key
    from met
)

select * from counted
