with

pairs as (select * from {{ ref('int_identity_lesson_pairs') }}),

left_records as (select * from {{ ref('int_identity_features') }}),

right_records as (select * from {{ ref('int_identity_features') }}),

compared as (
    select
        pairs.left_record_key,
        pairs.right_record_key,
        {{ evidence_levels('left_features', 'right_features') }}
    from pairs
    inner join left_records as left_features
        on pairs.left_record_key = left_features.record_key
    inner join right_records as right_features
        on pairs.right_record_key = right_features.record_key
)

select * from compared
