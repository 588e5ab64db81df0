with

lessons as (select * from {{ ref('int_identity_lessons') }}),

assumptions as (select * from {{ ref('int_identity_assumptions') }}),

kinships as (select * from {{ ref('identity_kinships') }}),

told as (
    {{ levels_in_rows('lessons', ['pattern_id', 'pair_count']) }}
),

-- Twins are relatives: where nobody has any, they are not learned either.
kinds as (
    select
        kind,
        case when kind in ('household', 'twin') then 'relative' else kind end as family
    from kinships
    group by kind
),

-- What each pattern would say if its pairs were of this kind.
said as (
    select
        told.pattern_id,
        told.pair_count,
        kinships.kind,
        kinships.parameter,
        told.field,
        told.level,
        cast(null as decimal(28, 9)) as assumed_count,
        cast(null as decimal(28, 12)) as first_guess,
        cast(null as decimal(18, 9)) as most_share,
        cast(null as string) as limited_by
    from told
    inner join kinships on told.field = kinships.field
    where told.level <> 'unknown'
    union all
    select
        lessons.pattern_id,
        lessons.pair_count,
        kinds.kind,
        'share' as parameter,
        'kind' as field,
        kinds.family as level,
        cast(null as decimal(28, 9)) as assumed_count,
        cast(null as decimal(28, 12)) as first_guess,
        cast(null as decimal(18, 9)) as most_share,
        cast(null as string) as limited_by
    from lessons
    cross join kinds
    union all
    select
        lessons.pattern_id,
        lessons.pair_count,
        kinds.kind,
        'relative' as parameter,
        'kinship' as field,
        kinds.kind as level,
        cast(null as decimal(28, 9)) as assumed_count,
        cast(null as decimal(28, 12)) as first_guess,
        cast(null as decimal(18, 9)) as most_share,
        cast(null as string) as limited_by
    from lessons
    inner join kinds on kinds.family = 'relative'
    union all
    select
        cast(null as string) as pattern_id,
        cast(null as decimal(18, 1)) as pair_count,
        cast(null as string) as kind,
        parameter,
        field,
        level,
        assumed_count,
        first_guess,
        most_share,
        limited_by
    from assumptions
)

select * from said
