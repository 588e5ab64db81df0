with

candidates as (select * from {{ ref('int_identity_candidates') }}),

first_groups as (select * from {{ ref('int_identity_first_groups') }}),

placed as (
    select
        coalesce(left_groups.component_id, candidates.left_group_id) as one_group_id,
        coalesce(right_groups.component_id, candidates.right_group_id)
            as other_group_id,
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
),

-- Whom likeness has tied is known by all that they say together.
summed_up as (
    select
        least(one_group_id, other_group_id) as left_group_id,
        greatest(one_group_id, other_group_id) as right_group_id,
        min(given_name_key) as given_name_key,
        min(last_name_key) as last_name_key,
        {{ best_level('first_name') }} as first_name,
        {{ best_level('last_name') }} as last_name,
        {{ best_level('birth_date') }} as birth_date,
        {{ best_level('place') }} as place,
        {{ best_level('phone') }} as phone,
        {{ best_level('email') }} as email,
        {{ best_level('loyalty_card') }} as loyalty_card
    from placed
    where one_group_id <> other_group_id
    group by 1, 2
    having count(*) > 1
),

keyed as (
    select
        left_group_id,
        right_group_id,
        given_name_key,
        last_name_key,
        first_name,
        last_name,
        birth_date,
        place,
        phone,
        email,
        loyalty_card,
        first_name || ' ' || last_name || ' ' || birth_date || ' ' || place
        || ' ' || phone || ' ' || email || ' ' || loyalty_card as pattern_id
    from summed_up
)

select * from keyed
