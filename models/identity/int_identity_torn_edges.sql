with

edges as (select * from {{ ref('int_identity_edges') }}),

cores as (select * from {{ ref('int_identity_cores') }}),

rivals as (select * from {{ ref('int_identity_rivals') }}),

torn as (select * from {{ ref('int_identity_torn') }}),

drafts as (select * from {{ ref('int_identity_drafts') }}),

rules as (select * from {{ ref('identity_rules') }}),

-- What only name, home and phone tie.
homely as (
    select
        edges.left_record_key,
        edges.right_record_key,
        edges.identifier_key,
        drafts.component_id,
        least(left_cores.component_id, right_cores.component_id) as left_core_id,
        greatest(left_cores.component_id, right_cores.component_id) as right_core_id
    from edges
    inner join rules on edges.trust_rank = rules.trust_rank
    inner join cores as left_cores on edges.left_record_key = left_cores.record_key
    inner join cores as right_cores
        on
            edges.right_record_key = right_cores.record_key
            and left_cores.component_id <> right_cores.component_id
    inner join drafts on edges.left_record_key = drafts.record_key
    where not rules.joins_known_people
),

yielding as (
    select
        homely.left_record_key,
        homely.right_record_key,
        homely.identifier_key,
        homely.component_id
    from homely
    left join rivals
        on
            homely.left_core_id = rivals.left_core_id
            and homely.right_core_id = rivals.right_core_id
    left join torn as left_torn on homely.left_core_id = left_torn.core_id
    left join torn as right_torn on homely.right_core_id = right_torn.core_id
    where
        coalesce(rivals.left_core_id, left_torn.core_id, right_torn.core_id)
        is not null
)

select * from yielding
