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
    select coalesce(sum(pair_count), 0) as pair_count
    from lessons
),

assumed as (
    select
        expectations.parameter,
        expectations.field,
        expectations.level,
        cast(expectations.probability * plan.evidence_pairs as decimal(28, 9))
            as assumed_count,
        cast(expectations.probability as decimal(28, 12)) as first_guess,
        cast(null as decimal(18, 9)) as most_share
    from expectations
    cross join plan
    union all
    -- What strangers show is counted, not learned.
    select
        'stranger' as parameter,
        field,
        level,
        cast(u_probability * 1000000000000 as decimal(28, 9)) as assumed_count,
        cast(u_probability as decimal(28, 12)) as first_guess,
        null as most_share
    from chance
    union all
    -- Each may occur; for fifty pairs of relatives there is one of namesakes. Learning
    -- starts from as many relatives as second records.
    select
        'share' as parameter,
        'kind' as field,
        kinds.kind as level,
        cast(kinds.pair_count as decimal(28, 9)) as assumed_count,
        cast(
            kinds.per_record * greatest(totals.record_count, 1)
            / greatest(totals.pair_count, 1) as decimal(28, 12)
        ) as first_guess,
        null as most_share
    from totals
    cross join (
        values ('person', 1, 0.3), ('relative', 1, 0.3), ('namesake', 0.02, 0.006)
    ) as kinds (kind, pair_count, per_record)
    union all
    -- Of relatives one pair in fifty are twins, and never more than one in twenty,
    -- however many injured first names look like it.
    select
        'relative' as parameter,
        'kinship' as field,
        kinds.kind as level,
        cast(kinds.probability * plan.evidence_pairs as decimal(28, 9))
            as assumed_count,
        cast(kinds.probability as decimal(28, 12)) as first_guess,
        kinds.most_share
    from plan
    cross join (
        values ('household', 0.98, null), ('twin', 0.02, 0.05)
    ) as kinds (kind, probability, most_share)
    union all
    -- Pairs that agree on nothing are strangers.
    select
        'share' as parameter,
        'kind' as field,
        'stranger' as level,
        cast(greatest(totals.pair_count - met.pair_count, 1) as decimal(28, 9))
            as assumed_count,
        cast(1 as decimal(28, 12)) as first_guess,
        null as most_share
    from totals
    cross join met
)

select * from assumed
