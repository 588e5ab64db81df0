with

kept_edges as (select * from {{ ref('int_identity_kept_edges') }}),

spare_edges as (select * from {{ ref('int_identity_spare_edges') }}),

parted as (select * from {{ ref('int_identity_parted') }}),

scored_edges as (select * from {{ ref('int_identity_scored_edges') }}),

rules as (select * from {{ ref('identity_rules') }}),

found as (
    select
        left_record_key,
        right_record_key,
        identifier_key,
        trust_rank,
        confidence
    from kept_edges
    union all
    select
        spare_edges.left_record_key,
        spare_edges.right_record_key,
        spare_edges.identifier_key,
        spare_edges.trust_rank,
        spare_edges.confidence
    from spare_edges
    left join kept_edges
        on
            spare_edges.left_record_key = kept_edges.left_record_key
            and spare_edges.right_record_key = kept_edges.right_record_key
            and spare_edges.identifier_key = kept_edges.identifier_key
    where kept_edges.left_record_key is null
),

-- A tie between people who were parted holds no longer.
holding as (
    select
        found.left_record_key,
        found.right_record_key,
        found.identifier_key,
        found.trust_rank,
        found.confidence
    from found
    left join parted as left_parted
        on found.left_record_key = left_parted.record_key
    left join parted as right_parted
        on found.right_record_key = right_parted.record_key
    where left_parted.component_id is not distinct from right_parted.component_id
),

explained as (
    select
        holding.left_record_key,
        holding.right_record_key,
        rules.identifier_type,
        holding.identifier_key,
        cast(null as string) as pattern_id,
        holding.trust_rank,
        holding.confidence
    from holding
    inner join rules on holding.trust_rank = rules.trust_rank
    union all
    select
        left_record_key,
        right_record_key,
        identifier_type,
        cast(null as bigint) as identifier_key,
        identifier_value as pattern_id,
        trust_rank,
        confidence
    from scored_edges
)

select * from explained
