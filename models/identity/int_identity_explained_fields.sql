with

shown_pairs as (select * from {{ ref('int_identity_shown_pairs') }}),

weights as (select * from {{ ref('int_identity_weights') }}),

rarities as (select * from {{ ref('int_identity_rarities') }}),

-- A pair that says the same in both rounds is explained once.
pairs as (
    select
        left_group_id,
        right_group_id,
        pattern_id,
        min(given_name_key) as given_name_key,
        min(last_name_key) as last_name_key,
        min(first_name) as first_name,
        min(last_name) as last_name,
        min(birth_date) as birth_date,
        min(place) as place,
        min(phone) as phone,
        min(email) as email,
        min(loyalty_card) as loyalty_card
    from shown_pairs
    group by 1, 2, 3
),

levels as (
    {{ levels_in_rows('pairs', [
        'left_group_id', 'right_group_id', 'pattern_id', 'given_name_key',
        'last_name_key'
    ]) }}
),

said as (
    select
        levels.left_group_id,
        levels.right_group_id,
        levels.pattern_id,
        levels.given_name_key,
        levels.last_name_key,
        levels.field,
        levels.level,
        {{- weights_by_kind('weights') }}
    from levels
    inner join weights
        on levels.field = weights.field and levels.level = weights.level
    where levels.level <> 'unknown'
    group by 1, 2, 3, 4, 5, 6, 7
),

rare as (
    select
        field,
        name_key,
        weight,
        case when field = 'last_name' then weight else 0 end as family_weight
    from rarities
),

-- A rare name that both bear says more; relatives and twins share their last name only,
-- and strangers of one name bear a common one.
explained as (
    select
        said.left_group_id as left_record_key,
        said.right_group_id as right_record_key,
        said.pattern_id,
        said.field,
        said.level,
        said.person_weight + coalesce(rare.weight, 0) as person_weight,
        said.household_weight + coalesce(rare.family_weight, 0) as household_weight,
        said.namesake_weight + coalesce(rare.weight, 0) as namesake_weight,
        said.twin_weight + coalesce(rare.family_weight, 0) as twin_weight,
        said.bearer_weight
    from said
    left join rare
        on
            said.field = rare.field
            and rare.name_key = case said.field
                when 'first_name' then said.given_name_key
                when 'last_name' then said.last_name_key
            end
)

select * from explained
