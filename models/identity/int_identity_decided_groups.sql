with

verdicts as (select * from {{ ref('int_identity_verdicts') }}),

links as (
    select
        left_record_key as left_key,
        right_record_key as right_key
    from verdicts
    where decision = 'must_link'
)

select * from links
