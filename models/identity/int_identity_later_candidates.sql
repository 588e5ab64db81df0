with

candidates as (select * from {{ ref('int_identity_candidates') }}),

first_groups as (select * from {{ ref('int_identity_first_groups') }}),

placed as (
    select
        least(
            coalesce(left_groups.component_id, candidates.left_group_id),
            coalesce(right_groups.component_id, candidates.right_group_id)
        ) as left_group_id,
        greatest(
            coalesce(left_groups.component_id, candidates.left_group_id),
            coalesce(right_groups.component_id, candidates.right_group_id)
        ) as right_group_id,
        candidates.given_name_key,
        candidates.last_name_key,
        candidates.first_name,
        candidates.last_name,
        candidates.birth_date,
        candidates.place,
        candidates.phone,
        candidates.email,
        candidates.loyalty_card
    from candidates
    left join first_groups as left_groups
        on candidates.left_group_id = left_groups.record_key
    left join first_groups as right_groups
        on candidates.right_group_id = right_groups.record_key
    -- Two who are tied to nobody are one pair, which the first round has weighed.
    where coalesce(left_groups.component_id, right_groups.component_id) is not null
),

-- Most are one pair, which the first round has weighed.
several as (
    select
        left_group_id,
        right_group_id
    from placed
    where left_group_id <> right_group_id
    group by left_group_id, right_group_id
    having count(*) > 1
),

said as (
    select
        placed.left_group_id,
        placed.right_group_id,
        placed.given_name_key,
        placed.last_name_key,
        placed.first_name,
        placed.last_name,
        placed.birth_date,
        placed.place,
        placed.phone,
        placed.email,
        placed.loyalty_card
    from placed
    inner join several
        on
            placed.left_group_id = several.left_group_id
            and placed.right_group_id = several.right_group_id
),

-- Whom likeness has tied is known by all that they say together.
summed_up as (
    {{ best_levels('said') }}
),

keyed as (
    {{ name_patterns('summed_up') }}
)

select * from keyed
