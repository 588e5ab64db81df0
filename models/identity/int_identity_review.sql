with

scores as (select * from {{ ref('int_identity_scores') }}),

threshold as (select * from {{ ref('int_identity_threshold') }}),

patterns as (select * from {{ ref('int_identity_patterns') }}),

components as (select * from {{ ref('int_identity_components') }}),

verdicts as (select * from {{ ref('int_identity_verdicts') }}),

records as (select * from {{ ref('int_identity_records') }}),

decided as (
    select
        least(left_components.component_id, right_components.component_id)
            as left_component_id,
        greatest(left_components.component_id, right_components.component_id)
            as right_component_id
    from verdicts
    inner join components as left_components
        on verdicts.left_record_key = left_components.record_key
    inner join components as right_components
        on verdicts.right_record_key = right_components.record_key
    group by 1, 2
),

-- Likely enough to be shown, not tied in the end, and nobody has decided.
waiting as (
    select
        left_records.source_name as left_source_name,
        left_records.source_record_id as left_source_record_id,
        right_records.source_name as right_source_name,
        right_records.source_record_id as right_source_record_id,
        case
            when scores.weight >= threshold.link_weight then 'contradiction'
            else 'uncertain'
        end as reason,
        scores.probability,
        scores.weight,
        scores.person_weight,
        scores.household_weight,
        scores.namesake_weight,
        scores.twin_weight,
        patterns.first_name,
        patterns.last_name,
        patterns.birth_date,
        patterns.place,
        patterns.phone,
        patterns.email,
        patterns.loyalty_card
    from scores
    cross join threshold
    inner join patterns on scores.pattern_id = patterns.pattern_id
    inner join components as left_components
        on scores.left_group_id = left_components.record_key
    inner join components as right_components
        on scores.right_group_id = right_components.record_key
    inner join records as left_records
        on scores.left_group_id = left_records.record_key
    inner join records as right_records
        on scores.right_group_id = right_records.record_key
    left join decided
        on
            decided.left_component_id = least(
                left_components.component_id, right_components.component_id
            )
            and decided.right_component_id = greatest(
                left_components.component_id, right_components.component_id
            )
    where
        scores.weight >= threshold.review_weight
        and left_components.component_id <> right_components.component_id
        and decided.left_component_id is null
)

select * from waiting
