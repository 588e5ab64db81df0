with

pairs as (select * from {{ ref('int_identity_lesson_pairs') }}),

features as (select * from {{ ref('int_identity_features') }}),

met as (
    select left_record_key as record_key from pairs
    union
    select right_record_key as record_key from pairs
),

records as (
    {{ records_that_meet('features', 'met', 'record_key') }}
),

compared as (
    select
        pairs.left_record_key,
        pairs.right_record_key,
        {{ evidence_levels('left_records', 'right_records') }}
    from pairs
    inner join records as left_records
        on pairs.left_record_key = left_records.record_key
    inner join records as right_records
        on pairs.right_record_key = right_records.record_key
)

select * from compared
