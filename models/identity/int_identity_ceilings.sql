with

sharers as (select * from {{ ref('int_identity_sharers') }}),

policy as (select * from {{ ref('scoring_policy') }}),

-- Up to log odds of 7.5: some of those who share all of it are always two.
guesses as (
    {{ log_odds_ladder() }}
),

-- Pairs that share a household, a mailbox or card, a whole name and either, and what
-- is left to tell one person from two.
sharing as (
    select
        'household' as shared,
        first_name_weight + birth_date_weight + loyalty_card_weight as weight,
        pair_count
    from sharers
    where
        last_name = 'same'
        and 'same' in (place, phone)
        and first_name <> 'unknown'
    union all
    select
        'contact' as shared,
        first_name_weight + birth_date_weight as weight,
        pair_count
    from sharers
    where 'same' in (email, loyalty_card) and first_name <> 'unknown'
    union all
    select
        'namesake' as shared,
        birth_date_weight + loyalty_card_weight as weight,
        pair_count
    from sharers
    where
        first_name = 'same'
        and last_name = 'same'
        and 'same' in (place, phone, email, loyalty_card)
        and birth_date <> 'unknown'
),

expected as (
    select
        sharing.shared,
        guesses.log_odds + 7.5 as log_odds,
        sum(sharing.pair_count * {{ probability_of(
            'guesses.log_odds + 7.5 + sharing.weight'
        ) }}) as match_count,
        sum(sharing.pair_count) as pair_count
    from sharing
    cross join guesses
    where guesses.log_odds >= -12
    group by 1, 2
),

-- The greatest share of one person that the pairs bear out; few pairs say little.
borne_out as (
    select
        expected.shared,
        max(expected.log_odds) as ceiling
    from expected
    cross join policy
    where
        expected.match_count + policy.prior_pairs * policy.prior_share
        >= (expected.pair_count + policy.prior_pairs)
        * {{ probability_of('expected.log_odds') }}
    group by 1
),

usual as (
    select cast(ln(prior_share / (1 - prior_share)) as decimal(18, 4)) as ceiling
    from policy
),

ceilings as (
    select
        coalesce(
            max(case when borne_out.shared = 'household' then borne_out.ceiling end),
            max(usual.ceiling)
        ) as household_ceiling,
        coalesce(
            max(case when borne_out.shared = 'contact' then borne_out.ceiling end),
            max(usual.ceiling)
        ) as contact_ceiling,
        coalesce(
            max(case when borne_out.shared = 'namesake' then borne_out.ceiling end),
            max(usual.ceiling)
        ) as namesake_ceiling
    from usual
    left join borne_out on 1 = 1
)

select * from ceilings
