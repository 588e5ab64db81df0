with

expectations as (select * from {{ ref('int_identity_expectations') }}),

chance as (select * from {{ ref('int_identity_chance') }}),

lessons as (select * from {{ ref('int_identity_lessons') }}),

features as (select * from {{ ref('int_identity_features') }}),

plan as (select * from {{ ref('int_identity_lesson_plan') }}),

counted as (
    select count(*) as record_count
    from features
),

totals as (
    select
        least(plan.lesson_records, counted.record_count) as record_count,
        cast(least(plan.lesson_records, counted.record_count) as double)
        * greatest(counted.record_count - 1, 1) / 2 as pair_count
    from counted
    cross join plan
),

met as (
    select
        coalesce(sum(pair_count), 0) as pair_count,
        coalesce(max(case when birth_date <> 'unknown' then 1 end), 0) as has_dates
    from lessons
),

-- For fifty pairs of relatives there is one of namesakes, who are never more than the
-- others, and one of bearers of one name: only birth dates tell them from who moved.
-- Of relatives one pair in fifty are twins, and never more than one in twenty. Learning
-- starts from as many relatives as second records; who agree on nothing are strangers.
kinds as (
    select
        'share' as parameter, 'kind' as field, named.kind as level,
        cast(named.pair_count as decimal(28, 9)) as assumed_count,
        named.pair_count * 0.3 * greatest(totals.record_count, 1)
        / greatest(totals.pair_count, 1) as first_guess, case
            when named.kind <> 'bearer' or met.has_dates = 0 then named.most_share
        end as most_share, named.limited_by
    from totals
    cross join met
    cross join (
        values
        ('person', 1, null, null), ('relative', 1, null, null),
        ('namesake', 0.02, 0.5, 'relative'), ('bearer', 0.02, 0.000001, 'person')
    ) as named (kind, pair_count, most_share, limited_by)
    union all
    select
        'relative' as parameter, 'kinship' as field, named.kind as level,
        named.probability * plan.evidence_pairs as assumed_count,
        named.probability as first_guess, named.most_share, null as limited_by
    from plan
    cross join (
        values ('household', 0.98, null), ('twin', 0.02, 0.05)
    ) as named (kind, probability, most_share)
    union all
    select
        'share' as parameter, 'kind' as field, 'stranger' as level,
        greatest(totals.pair_count - met.pair_count, 1) as assumed_count,
        1 as first_guess, null as most_share, null as limited_by
    from totals
    cross join met
),

-- What strangers show is counted, not learned.
assumed as (
    select
        expectations.parameter, expectations.field, expectations.level,
        expectations.probability * plan.evidence_pairs as assumed_count,
        expectations.probability as first_guess, expectations.most_share,
        null as limited_by
    from expectations
    cross join plan
    union all
    select
        'stranger' as parameter, field, level,
        u_probability * 1000000000000 as assumed_count,
        u_probability as first_guess, null as most_share, null as limited_by
    from chance
    union all
    select parameter, field, level, assumed_count, first_guess, most_share, limited_by
    from kinds
),

typed as (
    select
        parameter, field, level, cast(assumed_count as decimal(28, 9)) as assumed_count,
        cast(first_guess as decimal(28, 12)) as first_guess,
        cast(most_share as decimal(18, 9)) as most_share,
        cast(limited_by as string) as limited_by
    from assumed
)

select * from typed
