-- A version of the model that an older program trained may lack a level that pairs show
-- today; they would then be weighed without it.
with

evidence as (select * from {{ ref('identity_evidence') }}),

model as (select * from {{ ref('identity_model') }}),

version as (
    select count(*) as line_count
    from model
),

missing as (
    select
        evidence.parameter,
        evidence.field,
        evidence.level
    from evidence
    cross join version
    left outer join model
        on
            evidence.parameter = model.parameter
            and evidence.field = model.field
            and evidence.level = model.level
    where version.line_count > 0 and model.level is null
)

select * from missing
