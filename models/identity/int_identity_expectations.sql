with

evidence as (select * from {{ ref('identity_evidence') }}),

lessons as (select * from {{ ref('int_identity_lessons') }}),

shown as (
    {{ count_levels('lessons') }}
),

placed as (
    select
        evidence.parameter,
        evidence.field,
        evidence.level,
        evidence.probability,
        sum(case when evidence.level = 'different' then evidence.probability else 0 end)
            over (partition by evidence.parameter, evidence.field) as different_share,
        sum(case
            when evidence.level <> 'different' and shown.level is not null
                then evidence.probability
            else 0
        end) over (partition by evidence.parameter, evidence.field) as alike_share,
        shown.level is not null as is_shown,
        max(case
            when evidence.field = 'birth_date' and shown.level is not null then 1 else 0
        end) over () as has_dates
    from evidence
    left join shown
        on evidence.field = shown.field and evidence.level = shown.level
),

-- A level that this data cannot show (no streets, no e-mail) leaves its share to those
-- that it can. Without birth dates relatives look like one person under another first
-- name, so no more of one person's first names differ than is known of other houses.
expected as (
    select
        parameter,
        field,
        level,
        case
            when level = 'different' or alike_share = 0 then probability
            when is_shown then probability * (1 - different_share) / alike_share
            else 0.000001
        end as probability,
        case
            when
                has_dates = 0 and parameter = 'person' and field = 'first_name'
                and level = 'different' then probability
        end as most_share
    from placed
)

select * from expected
