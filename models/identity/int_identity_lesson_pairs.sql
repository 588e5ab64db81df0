with

features as (select * from {{ ref('int_identity_features') }}),

block_values as (select * from {{ ref('int_identity_block_values') }}),

partners as (select * from {{ ref('int_identity_block_values') }}),

holders as (select * from {{ ref('int_identity_block_values') }}),

plan as (select * from {{ ref('int_identity_lesson_plan') }}),

shuffled as (
    select
        features.record_key,
        plan.lesson_records,
        row_number() over (order by features.record_key) as position
    from features
    cross join plan
),

-- Keys are hashes: the first ones are any.
pupils as (
    select record_key
    from shuffled
    where position <= lesson_records
),

pupil_values as (
    select
        block_values.record_key,
        block_values.block_key
    from block_values
    inner join pupils on block_values.record_key = pupils.record_key
),

asked as (
    select block_key, count(*) as pupil_count
    from pupil_values
    group by block_key
),

-- A value of one record teaches nothing. The last five bits are the rule.
blocks as (
    select
        asked.block_key,
        asked.block_key % 32 as rule,
        asked.pupil_count,
        count(*) as record_count
    from asked
    inner join holders on asked.block_key = holders.block_key
    group by asked.block_key, asked.pupil_count
    having count(*) > 1
),

sizes as (
    select
        rule,
        record_count,
        sum(pupil_count * (record_count - 1)) as pair_count
    from blocks
    group by rule, record_count
),

added_up as (
    select
        rule,
        record_count,
        sum(pair_count) over (partition by rule order by record_count) as pair_count
    from sizes
),

taught as (
    select blocks.block_key
    from blocks
    inner join added_up
        on
            blocks.rule = added_up.rule
            and blocks.record_count = added_up.record_count
    inner join plan on added_up.pair_count <= plan.lesson_pairs
),

pairs as (
    select
        pupil_values.record_key as left_record_key,
        partners.record_key as right_record_key
    from taught
    inner join pupil_values on taught.block_key = pupil_values.block_key
    inner join partners
        on
            taught.block_key = partners.block_key
            and pupil_values.record_key <> partners.record_key
    group by pupil_values.record_key, partners.record_key
)

select * from pairs
