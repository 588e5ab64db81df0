with

policy as (select * from {{ ref('scoring_policy') }}),

model as (select * from {{ ref('identity_model') }}),

version as (
    select count(*) as line_count
    from model
),

-- A trained version holds as a whole: what a build learned beside it nobody would read.
asked as (
    select
        policy.lesson_records,
        policy.lesson_pairs,
        policy.evidence_pairs
    from policy
    cross join version
    where version.line_count = 0
)

select * from asked
