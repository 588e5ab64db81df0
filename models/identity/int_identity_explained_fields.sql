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
        min(last_name_key) as last_name_key
    from shown_pairs
    group by 1, 2, 3
),

patterns as (
    {{ count_patterns('shown_pairs') }}
),

levels as (
    {{ levels_in_rows('patterns') }}
),

said as (
    select
        levels.pattern_id,
        levels.field,
        levels.level,
        {{- weights_by_kind('weights') }}
    from levels
    inner join weights
        on levels.field = weights.field and levels.level = weights.level
    where levels.level <> 'unknown'
    group by 1, 2, 3
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
        pairs.left_group_id as left_record_key,
        pairs.right_group_id as right_record_key,
        pairs.pattern_id,
        said.field,
        said.level,
        said.person_weight + coalesce(rare.weight, 0) as person_weight,
        said.household_weight + coalesce(rare.family_weight, 0) as household_weight,
        said.namesake_weight + coalesce(rare.weight, 0) as namesake_weight,
        said.twin_weight + coalesce(rare.family_weight, 0) as twin_weight,
        said.bearer_weight
    from pairs
    inner join said on pairs.pattern_id = said.pattern_id
    left join rare
        on
            said.field = rare.field
            and rare.name_key = case said.field
                when 'first_name' then pairs.given_name_key
                when 'last_name' then pairs.last_name_key
            end
)

select * from explained
