with

neighbours as (select * from {{ ref('int_identity_neighbours') }}),

cores as (select * from {{ ref('int_identity_cores') }}),

stated as (select * from {{ ref('int_identity_stated') }}),

judged_values as (select * from {{ ref('int_identity_values') }}),

rules as (select * from {{ ref('identity_rules') }}),

sizes as (
    select
        component_id as core_id,
        count(*) as record_count
    from cores
    group by 1
),

personal as (
    select
        cores.component_id as core_id,
        stated.identifier_type,
        stated.identifier_value
    from cores
    inner join stated on cores.record_key = stated.record_key
    inner join rules on stated.identifier_type = rules.identifier_type
    left join judged_values on stated.identifier_key = judged_values.identifier_key
    where rules.is_personal and judged_values.skip_reason is null
    group by 1, 2, 3
),

both_ways as (
    select left_core_id as core_id, right_core_id as neighbour_id, is_tied
    from neighbours
    union all
    select right_core_id as core_id, left_core_id as neighbour_id, is_tied
    from neighbours
),

-- Neighbours, and those whom a tie to a neighbour would join.
pairs as (
    select left_core_id, right_core_id from neighbours
    union
    select
        least(one.neighbour_id, other.neighbour_id) as left_core_id,
        greatest(one.neighbour_id, other.neighbour_id) as right_core_id
    from both_ways as one
    inner join both_ways as other
        on one.core_id = other.core_id and one.neighbour_id <> other.neighbour_id
    where one.is_tied
),

-- A step of its own, or an engine joins all values of a kind with one another first.
told as (
    select
        pairs.left_core_id, pairs.right_core_id,
        personal.identifier_type, personal.identifier_value
    from pairs
    inner join personal on pairs.left_core_id = personal.core_id
    group by 1, 2, 3, 4
),

-- The kinds that both have, and in which no two values are one, or one mistyped.
differing as (
    select told.left_core_id, told.right_core_id, told.identifier_type
    from told
    inner join personal
        on
            told.right_core_id = personal.core_id
            and told.identifier_type = personal.identifier_type
    group by 1, 2, 3
    having min(levenshtein(told.identifier_value, personal.identifier_value)) > 1
),

-- A mailbox seen once may be somebody's second one. Who is known from two records has
-- a life under it, and two who differ in mailbox and phone have little left in common.
rivals as (
    select differing.left_core_id, differing.right_core_id
    from differing
    inner join sizes as left_sizes on differing.left_core_id = left_sizes.core_id
    inner join sizes as right_sizes on differing.right_core_id = right_sizes.core_id
    group by 1, 2
    having
        count(*) > 1
        or min(least(left_sizes.record_count, right_sizes.record_count)) > 1
)

select * from rivals
