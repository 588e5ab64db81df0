with

policy as (select * from {{ ref('scoring_policy') }}),

scores as (select * from {{ ref('int_identity_scores') }}),

bounds as (
    select
        least_link_precision,
        cast(
            ln(least_link_probability / (1 - least_link_probability))
            as decimal(18, 4)
        ) as link_weight,
        cast(
            ln(least_review_probability / (1 - least_review_probability))
            as decimal(18, 4)
        ) as review_weight
    from policy
),

-- From the surest link down: how many there are, and how many will be wrong.
summed_up as (
    select
        scores.weight,
        bounds.least_link_precision,
        count(*) over (order by scores.weight desc) as link_count,
        sum(1 - scores.probability) over (order by scores.weight desc)
            as expected_wrong
    from scores
    inner join bounds on scores.weight >= bounds.link_weight
),

unsure as (
    select max(weight) as weight
    from summed_up
    where expected_wrong > (1 - least_link_precision) * link_count
),

threshold as (
    select
        coalesce(cast(unsure.weight + 0.0001 as decimal(18, 4)), bounds.link_weight)
            as link_weight,
        bounds.review_weight
    from bounds
    cross join unsure
)

select * from threshold
