with

block_values as (select * from {{ ref('int_identity_block_values') }}),

members as (select * from {{ ref('int_identity_block_values') }}),

-- A value of one record meets nobody.
shared as (
    select
        block_key,
        min(rule) as rule,
        count(*) as record_count,
        min(group_id) as first_group_id,
        max(group_id) as last_group_id
    from block_values
    group by block_key
    having count(*) > 1
),

-- That there are two groups is told sooner than how many.
met as (
    select
        shared.block_key,
        count(distinct members.group_id) as group_count
    from shared
    inner join members on shared.block_key = members.block_key
    where shared.first_group_id <> shared.last_group_id
    group by shared.block_key
),

-- Whom exact keys have tied teach, but need not meet again: a rule's budget is one of
-- pairs of groups, not of records.
counted as (
    select
        shared.block_key,
        shared.rule,
        shared.record_count,
        coalesce(met.group_count, 1) as group_count,
        {{ hash_of('shared.rule') }} + coalesce(met.group_count, 1) as size_key
    from shared
    left join met on shared.block_key = met.block_key
)

select * from counted
