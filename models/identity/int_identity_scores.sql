with

candidates as (select * from {{ ref('int_identity_candidates') }}),

patterns as (select * from {{ ref('int_identity_patterns') }}),

ceilings as (select * from {{ ref('int_identity_ceilings') }}),

prior as (select * from {{ ref('int_identity_prior') }}),

rarities as (select * from {{ ref('int_identity_rarities') }}),

weighed as (
    select
        candidates.left_group_id,
        candidates.right_group_id,
        patterns.pattern_id,
        patterns.household_weight + coalesce(last_names.weight, 0) as household_weight,
        patterns.contact_weight,
        patterns.first_name_weight + coalesce(first_names.weight, 0)
            as first_name_weight,
        patterns.birth_date_weight
    from candidates
    inner join patterns on candidates.pattern_id = patterns.pattern_id
    left join rarities as first_names
        on
            first_names.field = 'first_name'
            and candidates.given_name_key = first_names.name_key
    left join rarities as last_names
        on
            last_names.field = 'last_name'
            and candidates.last_name_key = last_names.name_key
),

scored as (
    select
        weighed.left_group_id,
        weighed.right_group_id,
        weighed.pattern_id,
        weighed.household_weight,
        weighed.contact_weight,
        weighed.first_name_weight,
        weighed.birth_date_weight,
        cast(
            {{ capped_weight('prior.prior_weight', 'ceilings', 'weighed') }}
            as decimal(18, 4)
        ) as weight
    from weighed
    cross join prior
    cross join ceilings
),

rated as (
    select
        left_group_id,
        right_group_id,
        pattern_id,
        household_weight,
        contact_weight,
        first_name_weight,
        birth_date_weight,
        weight,
        {{ probability_of('weight') }} as probability
    from scored
)

select * from rated
