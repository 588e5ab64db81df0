with

peers as (select * from {{ ref('int_identity_peers') }}),

weights as (select * from {{ ref('int_identity_weights') }}),

rarities as (select * from {{ ref('int_identity_rarities') }}),

patterns as (
    {{ patterns_shown('peers') }}
),

told as (
    {{ levels_in_rows('patterns', ['pattern_id']) }}
),

-- Likely links lead from one to the other, so it does not count how rare it is that any
-- two are one person.
summed_up as (
    {{ weigh_levels('told', 'weights') }}
),

weighed as (
    {{ weigh_pairs('peers', 'summed_up', 'rarities') }}
),

-- Against the kind that would explain the pair best; zero are strangers. That they may
-- bear one name is left out: injured copies of one person would be parted by it.
scored as (
    select
        left_group_id,
        right_group_id,
        person_weight
        - greatest(household_weight, namesake_weight, twin_weight, 0) as weight
    from weighed
)

select * from scored
