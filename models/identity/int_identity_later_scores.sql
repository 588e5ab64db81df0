with

candidates as (select * from {{ ref('int_identity_later_candidates') }}),

patterns as (select * from {{ ref('int_identity_later_patterns') }}),

rarities as (select * from {{ ref('int_identity_rarities') }}),

-- A family shares its last name, namesakes both names, however rare.
weighed as (
    select
        candidates.left_group_id,
        candidates.right_group_id,
        patterns.pattern_id,
        patterns.person_weight
        + coalesce(first_names.weight, 0) + coalesce(last_names.weight, 0)
            as person_weight,
        patterns.household_weight + coalesce(last_names.weight, 0) as household_weight,
        patterns.namesake_weight
        + coalesce(first_names.weight, 0) + coalesce(last_names.weight, 0)
            as namesake_weight,
        patterns.twin_weight + coalesce(last_names.weight, 0) as twin_weight
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

-- The odds of one person against relatives, namesakes of one home and strangers.
opposed as (
    select
        left_group_id,
        right_group_id,
        pattern_id,
        person_weight,
        household_weight,
        namesake_weight,
        twin_weight,
        {{ exp_of('household_weight - person_weight') }} as household_odds,
        {{ exp_of('namesake_weight - person_weight') }} as namesake_odds,
        {{ exp_of('twin_weight - person_weight') }} as twin_odds,
        {{ exp_of('-person_weight') }} as stranger_odds
    from weighed
),

scored as (
    select
        left_group_id,
        right_group_id,
        pattern_id,
        person_weight,
        household_weight,
        namesake_weight,
        twin_weight,
        cast(
            -ln(household_odds + namesake_odds + twin_odds + stranger_odds)
            as decimal(18, 4)
        ) as weight
    from opposed
),

rated as (
    select
        left_group_id,
        right_group_id,
        pattern_id,
        person_weight,
        household_weight,
        namesake_weight,
        twin_weight,
        weight,
        {{ probability_of('weight') }} as probability
    from scored
)

select * from rated
