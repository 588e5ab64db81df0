with

edges as (select * from {{ ref('int_identity_edges') }}),

lost_edges as (select * from {{ ref('int_identity_lost_edges') }}),

spare_edges as (select * from {{ ref('int_identity_spare_edges') }}),

parted as (select * from {{ ref('int_identity_parted') }}),

scored_edges as (select * from {{ ref('int_identity_scored_edges') }}),

rules as (select * from {{ ref('identity_rules') }}),

found as (
    {{ edges_that_stand('edges', 'lost_edges') }}
    union all
    select
        spare_edges.left_record_key,
        spare_edges.right_record_key,
        spare_edges.identifier_key,
        spare_edges.trust_rank
    from spare_edges
    left join edges
        on
            spare_edges.left_record_key = edges.left_record_key
            and spare_edges.right_record_key = edges.right_record_key
            and spare_edges.identifier_key = edges.identifier_key
    left join lost_edges
        on
            spare_edges.left_record_key = lost_edges.left_record_key
            and spare_edges.right_record_key = lost_edges.right_record_key
            and spare_edges.identifier_key = lost_edges.identifier_key
    where
        edges.left_record_key is null
        or lost_edges.left_record_key is not null
),

-- A tie between people who were parted holds no longer.
holding as (
    select
        found.left_record_key,
        found.right_record_key,
        found.identifier_key,
        found.trust_rank,
        rules.base_confidence as confidence
    from found
    inner join rules on found.trust_rank = rules.trust_rank
    left join parted as left_parted
        on found.left_record_key = left_parted.record_key
    left join parted as right_parted
        on found.right_record_key = right_parted.record_key
    where left_parted.component_id is not distinct from right_parted.component_id
),

explained as (
    select
        left_record_key,
        right_record_key,
        identifier_key,
        cast(null as string) as pattern_id,
        trust_rank,
        confidence
    from holding
    union all
    select
        left_record_key,
        right_record_key,
        cast(null as bigint) as identifier_key,
        identifier_value as pattern_id,
        trust_rank,
        confidence
    from scored_edges
)

select * from explained
