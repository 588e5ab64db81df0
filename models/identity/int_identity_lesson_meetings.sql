with

features as (select * from {{ ref('int_identity_features') }}),

block_values as (select * from {{ ref('int_identity_block_values') }}),

block_counts as (select * from {{ ref('int_identity_block_counts') }}),

plan as (select * from {{ ref('int_identity_lesson_plan') }}),

shuffled as (
    select
        features.record_key,
        features.group_id,
        plan.lesson_records,
        row_number() over (order by features.record_key) as position
    from features
    cross join plan
),

-- Keys are hashes: the first ones are any.
pupils as (
    select record_key, group_id
    from shuffled
    where position <= lesson_records
),

pupil_values as (
    select
        pupils.record_key,
        block_values.block_key
    from block_values
    inner join pupils on block_values.group_id = pupils.group_id
),

asked as (
    select block_key, count(*) as pupil_count
    from pupil_values
    group by block_key
),

-- A value that no other group has still brings its records together.
blocks as (
    select
        asked.block_key,
        asked.block_key % 32 as rule,
        asked.pupil_count,
        coalesce(block_counts.group_count, 1) as group_count
    from asked
    left join block_counts on asked.block_key = block_counts.block_key
),

sizes as (
    select
        rule,
        group_count,
        sum(pupil_count * group_count) as pair_count
    from blocks
    group by rule, group_count
),

added_up as (
    select
        rule,
        group_count,
        sum(pair_count) over (partition by rule order by group_count) as pair_count
    from sizes
),

taught as (
    select blocks.block_key
    from blocks
    inner join added_up
        on blocks.rule = added_up.rule and blocks.group_count = added_up.group_count
    inner join plan on added_up.pair_count <= plan.lesson_pairs
),

-- Their records are those who may teach.
lesson_meetings as (
    select
        pupil_values.record_key,
        pupil_values.block_key,
        holders.group_id
    from taught
    inner join pupil_values on taught.block_key = pupil_values.block_key
    inner join block_values as holders on taught.block_key = holders.block_key
)

select * from lesson_meetings
