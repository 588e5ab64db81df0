with

scores as (select * from {{ ref('int_identity_scores') }}),

policy as (select * from {{ ref('scoring_policy') }}),

-- Pairs that exact keys left open, in steps of a tenth.
steps as (
    select
        cast(floor(weight * 10) / 10 as decimal(18, 4)) as weight,
        count(*) as pair_count,
        sum(probability) as match_count
    from scores
    group by 1
),

above as (
    select
        weight,
        sum(pair_count) over (order by weight desc) as pair_count,
        sum(match_count) over (order by weight desc) as match_count
    from steps
),

bounds as (
    select
        link_precision,
        ln(least_link_probability / (1 - least_link_probability)) as least_link_weight,
        cast(
            ln(least_review_probability / (1 - least_review_probability))
            as decimal(18, 4)
        ) as review_weight
    from policy
),

-- The lowest step whose links, with all above it, are as right as the policy asks.
threshold as (
    select
        coalesce(min(above.weight), 99) as link_weight,
        bounds.review_weight
    from bounds
    left join above
        on
            bounds.least_link_weight <= above.weight
            and bounds.link_precision * above.pair_count <= above.match_count
    group by 2
)

select * from threshold
