with

policy as (select * from {{ ref('scoring_policy') }}),

threshold as (
    select
        cast(
            ln(least_link_probability / (1 - least_link_probability))
            as decimal(18, 4)
        ) as link_weight,
        cast(
            ln(least_review_probability / (1 - least_review_probability))
            as decimal(18, 4)
        ) as review_weight
    from policy
)

select * from threshold
