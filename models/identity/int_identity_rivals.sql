with

neighbours as (select * from {{ ref('int_identity_neighbours') }}),

cores as (select * from {{ ref('int_identity_cores') }}),

core_values as (select * from {{ ref('int_identity_core_values') }}),

sizes as (
    select
        component_id as core_id,
        count(*) as record_count
    from cores
    group by 1
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
        core_values.identifier_type, core_values.identifier_value
    from pairs
    inner join core_values on pairs.left_core_id = core_values.core_id
    group by 1, 2, 3, 4
),

-- The kinds that both have, and in which no two values are one, or one mistyped;
-- anna35@ and anna36@ are two.
differing as (
    select told.left_core_id, told.right_core_id, told.identifier_type
    from told
    inner join core_values
        on
            told.right_core_id = core_values.core_id
            and told.identifier_type = core_values.identifier_type
    group by 1, 2, 3
    having min(case
        when told.identifier_value = core_values.identifier_value then 0
        when
            abs(length(told.identifier_value) - length(core_values.identifier_value))
            > 1
            then 2
        when
            told.identifier_type in ('email', 'birth_year')
            and {{ regexp_replace_all('told.identifier_value', '[^0-9]', '') }}
            <> {{ regexp_replace_all('core_values.identifier_value', '[^0-9]', '') }}
            then 2
        else levenshtein(told.identifier_value, core_values.identifier_value)
    end) > 1
),

-- A mailbox seen once may be somebody's second one. Who is known from two records has
-- a life under it, and two who differ in mailbox and phone have little left in common.
-- Two mailboxes with two years of birth differ in two things, and so do two at one
-- provider that spell the whole name.
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
