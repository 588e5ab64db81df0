with

block_counts as (select * from {{ ref('int_identity_block_counts') }}),

features as (select * from {{ ref('int_identity_features') }}),

policy as (select * from {{ ref('scoring_policy') }}),

sizes as (
    select
        rule,
        group_count,
        count(*) as block_count,
        cast(count(*) * group_count * (group_count - 1) / 2 as bigint) as pair_count
    from block_counts
    group by rule, group_count
),

added_up as (
    select
        rule,
        group_count,
        block_count,
        pair_count,
        sum(pair_count) over (partition by rule order by group_count)
            as pair_count_so_far
    from sizes
),

budget as (
    select
        greatest(
            max(policy.block_pairs),
            max(policy.block_pairs_per_group) * count(distinct features.group_id)
        ) as pair_count
    from features
    cross join policy
),

-- A rule compares its rarest values first, until its budget is spent.
judged as (
    select
        added_up.rule,
        added_up.group_count,
        added_up.block_count,
        added_up.pair_count,
        added_up.pair_count_so_far <= budget.pair_count as is_compared
    from added_up
    cross join budget
)

select * from judged
