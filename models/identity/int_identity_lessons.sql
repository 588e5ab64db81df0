with

pairs as (select * from {{ ref('int_identity_lesson_pairs') }}),

features as (select * from {{ ref('int_identity_features') }}),

compared as (
    select {{ evidence_levels('left_features', 'right_features') }}
    from pairs
    inner join features as left_features
        on pairs.left_record_key = left_features.record_key
    inner join features as right_features
        on pairs.right_record_key = right_features.record_key
),

-- Two who both are asked see their pair twice, so each time it counts half.
lessons as (
    select
        {{ pattern_name() }} as pattern_id,
        first_name,
        last_name,
        birth_date,
        place,
        phone,
        email,
        loyalty_card,
        cast(count(*) / 2.0 as decimal(18, 1)) as pair_count
    from compared
    group by 1, 2, 3, 4, 5, 6, 7, 8
)

select * from lessons
