with

patterns as (select * from {{ ref('int_identity_patterns') }}),

ceilings as (select * from {{ ref('int_identity_ceilings') }}),

features as (select * from {{ ref('int_identity_features') }}),

policy as (select * from {{ ref('scoring_policy') }}),

guesses as (
    {{ log_odds_ladder() }}
),

grouped as (
    select
        household_weight,
        contact_weight,
        first_name_weight,
        birth_date_weight,
        sum(pair_count) as pair_count
    from patterns
    group by 1, 2, 3, 4
),

expected as (
    select
        guesses.log_odds as prior_weight,
        sum(
            grouped.pair_count * {{ probability_of(
                capped_weight('guesses.log_odds', 'ceilings', 'grouped')
            ) }}
        ) as match_count
    from guesses
    cross join ceilings
    cross join grouped
    group by 1
),

sizes as (
    select
        cast(count(distinct group_id) as double) * (count(distinct group_id) - 1) / 2
            as pair_count,
        count(*) - count(distinct group_id) as settled_count
    from features
),

-- The greatest guess that the pairs bear out: as many matches as it promised.
borne_out as (
    select coalesce(max(expected.prior_weight), -29.9) as prior_weight
    from expected
    cross join sizes
    where
        expected.match_count
        >= sizes.pair_count / (1 + exp(-cast(expected.prior_weight as double)))
),

-- And no less than what exact keys usually leave open of what they settle.
assumed as (
    select
        cast(
            ln(greatest(sizes.settled_count, 1) * (1 / policy.exact_recall - 1))
            - ln(greatest(sizes.pair_count, 1)) as decimal(18, 4)
        ) as prior_weight
    from sizes
    cross join policy
),

prior as (
    select
        greatest(borne_out.prior_weight, assumed.prior_weight) as prior_weight,
        borne_out.prior_weight as borne_out_weight,
        assumed.prior_weight as assumed_weight
    from borne_out
    cross join assumed
)

select * from prior
