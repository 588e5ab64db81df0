with

pairs as (select * from {{ ref('int_identity_lesson_pairs') }}),

features as (select * from {{ ref('int_identity_features') }}),

names as (select * from {{ ref('int_identity_names') }}),

address_words as (select * from {{ ref('int_identity_address_words') }}),

met as (
    select left_record_key as record_key from pairs
    union
    select right_record_key as record_key from pairs
),

numbered as (
    {{ records_that_meet('features', 'met', 'record_key') }}
),

records as (
    {{ evidence_told('numbered', ['record_key'], 'names', 'address_words') }}
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
