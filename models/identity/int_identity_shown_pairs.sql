with

scores as (select * from {{ ref('int_identity_scores') }}),

later_scores as (select * from {{ ref('int_identity_later_scores') }}),

candidates as (select * from {{ ref('int_identity_candidates') }}),

later_candidates as (select * from {{ ref('int_identity_later_candidates') }}),

threshold as (select * from {{ ref('int_identity_threshold') }}),

scored as (
    select
        1 as round_number, left_group_id, right_group_id, pattern_id,
        person_weight, household_weight, namesake_weight, twin_weight, bearer_weight,
        weight, probability
    from scores
    union all
    select
        2 as round_number, left_group_id, right_group_id, pattern_id,
        person_weight, household_weight, namesake_weight, twin_weight, bearer_weight,
        weight, probability
    from later_scores
),

-- What nobody is shown and nothing ties is not explained.
likely as (
    select
        scored.round_number, scored.left_group_id, scored.right_group_id,
        scored.pattern_id,
        scored.person_weight, scored.household_weight,
        scored.namesake_weight, scored.twin_weight, scored.bearer_weight,
        scored.weight, scored.probability
    from scored
    cross join threshold
    where scored.weight >= least(threshold.review_weight, threshold.link_weight)
),

met as (
    select
        1 as round_number, left_group_id, right_group_id,
        given_name_key, last_name_key,
        first_name, last_name, birth_date, place, phone, email, loyalty_card
    from candidates
    union all
    select
        2 as round_number, left_group_id, right_group_id,
        given_name_key, last_name_key,
        first_name, last_name, birth_date, place, phone, email, loyalty_card
    from later_candidates
),

shown as (
    select
        likely.round_number,
        likely.left_group_id,
        likely.right_group_id,
        likely.pattern_id,
        likely.person_weight,
        likely.household_weight,
        likely.namesake_weight,
        likely.twin_weight,
        likely.bearer_weight,
        likely.weight,
        likely.probability,
        met.given_name_key,
        met.last_name_key,
        met.first_name,
        met.last_name,
        met.birth_date,
        met.place,
        met.phone,
        met.email,
        met.loyalty_card
    from likely
    inner join met
        on
            likely.left_group_id = met.left_group_id
            and likely.right_group_id = met.right_group_id
            and likely.round_number = met.round_number
)

select * from shown
