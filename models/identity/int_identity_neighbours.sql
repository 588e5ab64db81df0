with

cores as (select * from {{ ref('int_identity_cores') }}),

identifiers as (select * from {{ ref('int_identity_identifiers') }}),

judged_values as (select * from {{ ref('int_identity_values') }}),

edges as (select * from {{ ref('int_identity_edges') }}),

rules as (select * from {{ ref('identity_rules') }}),

homes as (
    select
        cores.component_id as core_id,
        identifiers.identifier_key
    from cores
    inner join identifiers on cores.record_key = identifiers.record_key
    inner join rules on identifiers.trust_rank = rules.trust_rank
    left join judged_values
        on identifiers.identifier_key = judged_values.identifier_key
    where
        rules.identifier_type = 'name_and_address'
        and judged_values.skip_reason is null
    group by 1, 2
),

met as (
    select
        one.core_id as left_core_id,
        other.core_id as right_core_id,
        0 as tie_count
    from homes as one
    inner join homes as other
        on
            one.identifier_key = other.identifier_key
            and one.core_id < other.core_id
    union all
    select
        least(left_cores.component_id, right_cores.component_id) as left_core_id,
        greatest(left_cores.component_id, right_cores.component_id) as right_core_id,
        1 as tie_count
    from edges
    inner join rules on edges.trust_rank = rules.trust_rank
    inner join cores as left_cores on edges.left_record_key = left_cores.record_key
    inner join cores as right_cores
        on
            edges.right_record_key = right_cores.record_key
            and left_cores.component_id <> right_cores.component_id
    where not rules.joins_known_people
),

neighbours as (
    select
        left_core_id,
        right_core_id,
        sum(tie_count) > 0 as is_tied
    from met
    group by 1, 2
)

select * from neighbours
