with

candidates as (select * from {{ ref('int_identity_candidates') }}),

patterns as (select * from {{ ref('int_identity_patterns') }}),

rarities as (select * from {{ ref('int_identity_rarities') }}),

weighed as (
    {{ weigh_pairs('candidates', 'patterns', 'rarities') }}
),

opposed as (
    {{ weigh_one_person('weighed') }}
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
        bearer_weight,
        weight,
        {{ probability_of('weight') }} as probability
    from opposed
)

select * from rated
