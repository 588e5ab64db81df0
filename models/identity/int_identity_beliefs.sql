with

likelihoods as (select * from {{ ref('int_identity_likelihoods') }}),

model as (select * from {{ ref('identity_model') }}),

version as (
    select count(*) as line_count
    from model
),

-- A trained version holds as a whole; without one holds what this build has learned.
believed as (
    select
        parameter,
        field,
        level,
        probability
    from model
    union all
    select
        likelihoods.parameter,
        likelihoods.field,
        likelihoods.level,
        likelihoods.probability
    from likelihoods
    cross join version
    where version.line_count = 0
)

select * from believed
