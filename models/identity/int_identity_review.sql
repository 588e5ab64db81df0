with

shown_pairs as (select * from {{ ref('int_identity_shown_pairs') }}),

threshold as (select * from {{ ref('int_identity_threshold') }}),

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

placed as (
    select
        shown_pairs.round_number,
        shown_pairs.left_group_id,
        shown_pairs.right_group_id,
        shown_pairs.weight,
        least(left_components.component_id, right_components.component_id)
            as left_component_id,
        greatest(left_components.component_id, right_components.component_id)
            as right_component_id
    from shown_pairs
    inner join components as left_components
        on shown_pairs.left_group_id = left_components.record_key
    inner join components as right_components
        on shown_pairs.right_group_id = right_components.record_key
    where left_components.component_id <> right_components.component_id
),

-- Two customers are asked about once, by their likeliest records.
ranked as (
    select
        round_number, left_group_id, right_group_id,
        left_component_id, right_component_id,
        row_number() over (
            partition by left_component_id, right_component_id
            order by weight desc, round_number desc, left_group_id, right_group_id
        ) as likeness_rank
    from placed
),

-- Likely enough to be shown, not tied in the end, and nobody has decided.
waiting as (
    select
        left_records.source_name as left_source_name,
        left_records.source_record_id as left_source_record_id,
        right_records.source_name as right_source_name,
        right_records.source_record_id as right_source_record_id,
        case
            when shown_pairs.weight >= threshold.link_weight then 'contradiction'
            else 'uncertain'
        end as reason,
        shown_pairs.probability,
        shown_pairs.weight,
        shown_pairs.person_weight, shown_pairs.household_weight,
        shown_pairs.namesake_weight, shown_pairs.twin_weight,
        shown_pairs.bearer_weight,
        shown_pairs.first_name, shown_pairs.last_name, shown_pairs.birth_date,
        shown_pairs.place, shown_pairs.phone, shown_pairs.email,
        shown_pairs.loyalty_card
    from ranked
    inner join shown_pairs
        on
            ranked.left_group_id = shown_pairs.left_group_id
            and ranked.right_group_id = shown_pairs.right_group_id
            and ranked.round_number = shown_pairs.round_number
    cross join threshold
    inner join records as left_records
        on ranked.left_group_id = left_records.record_key
    inner join records as right_records
        on ranked.right_group_id = right_records.record_key
    left join decided
        on
            ranked.left_component_id = decided.left_component_id
            and ranked.right_component_id = decided.right_component_id
    where
        ranked.likeness_rank = 1
        and shown_pairs.weight >= threshold.review_weight
        and decided.left_component_id is null
)

select * from waiting
