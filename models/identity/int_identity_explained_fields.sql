with

scores as (select * from {{ ref('int_identity_scores') }}),

threshold as (select * from {{ ref('int_identity_threshold') }}),

candidates as (select * from {{ ref('int_identity_candidates') }}),

patterns as (select * from {{ ref('int_identity_patterns') }}),

weights as (select * from {{ ref('int_identity_weights') }}),

rarities as (select * from {{ ref('int_identity_rarities') }}),

-- What nobody is shown is not explained field by field.
pairs as (
    select
        scores.left_group_id,
        scores.right_group_id,
        scores.pattern_id,
        candidates.given_name_key,
        candidates.last_name_key
    from scores
    cross join threshold
    inner join candidates
        on
            scores.left_group_id = candidates.left_group_id
            and scores.right_group_id = candidates.right_group_id
    where scores.weight >= least(threshold.review_weight, threshold.link_weight)
),

levels as (
    {{ levels_in_rows('patterns') }}
),

said as (
    select
        levels.pattern_id,
        levels.field,
        levels.level,
        sum(case when weights.kind = 'person' then weights.weight else 0 end)
            as person_weight,
        sum(case when weights.kind = 'household' then weights.weight else 0 end)
            as household_weight,
        sum(case when weights.kind = 'namesake' then weights.weight else 0 end)
            as namesake_weight,
        sum(case when weights.kind = 'twin' then weights.weight else 0 end)
            as twin_weight
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

-- A rare name that both bear says more; relatives and twins share their last name only.
explained as (
    select
        pairs.left_group_id as left_record_key,
        pairs.right_group_id as right_record_key,
        said.field,
        said.level,
        said.person_weight + coalesce(rare.weight, 0) as person_weight,
        said.household_weight + coalesce(rare.family_weight, 0) as household_weight,
        said.namesake_weight + coalesce(rare.weight, 0) as namesake_weight,
        said.twin_weight + coalesce(rare.family_weight, 0) as twin_weight
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
