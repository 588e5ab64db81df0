with

rough_groups as (select * from {{ ref('int_identity_rough_groups') }}),

edges as (select * from {{ ref('int_identity_edges') }}),

lost_edges as (select * from {{ ref('int_identity_lost_edges') }}),

spare_edges as (select * from {{ ref('int_identity_spare_edges') }}),

apart as (select * from {{ ref('int_identity_apart') }}),

excess_values as (select * from {{ ref('int_identity_excess_values') }}),

rules as (select * from {{ ref('identity_rules') }}),

contested as (
    select component_id from apart
    union
    select component_id from excess_values
),

-- A value that is one too many for a person ties nobody there.
members as (
    select rough_groups.record_key, rough_groups.component_id
    from rough_groups
    inner join contested on rough_groups.component_id = contested.component_id
    where {{ looked_for('contested.component_id') }}
),

near_edges as (
    select
        edges.left_record_key, edges.right_record_key,
        edges.identifier_key, edges.trust_rank
    from edges
    inner join members on edges.left_record_key = members.record_key
    where {{ looked_for('members.record_key') }}
),

kept_edges as (
    {{ edges_that_stand('near_edges', 'lost_edges') }}
),

ties as (
    select
        kept_edges.left_record_key, kept_edges.right_record_key,
        kept_edges.identifier_key, kept_edges.trust_rank
    from kept_edges
    inner join members on kept_edges.left_record_key = members.record_key
    left join excess_values
        on
            members.component_id = excess_values.component_id
            and kept_edges.identifier_key = excess_values.identifier_key
    where excess_values.component_id is null
    union
    select left_record_key, right_record_key, identifier_key, trust_rank
    from spare_edges
),

-- Of two pairs of one confidence the one with the better or the more ties is stronger.
pairs as (
    select
        ties.left_record_key, ties.right_record_key,
        max(rules.base_confidence) as confidence,
        min(ties.trust_rank) as trust_rank,
        count(*) as tie_count
    from ties
    inner join rules on ties.trust_rank = rules.trust_rank
    group by ties.left_record_key, ties.right_record_key
),

ranked as (
    select
        left_record_key as left_key,
        right_record_key as right_key,
        row_number() over (
            order by
                confidence desc, trust_rank asc, tie_count desc,
                left_record_key asc, right_record_key asc
        ) as link_rank
    from pairs
),

wanted as (
    select left_key, right_key, link_rank
    from ranked
    union all
    select
        left_record_key as left_key, right_record_key as right_key,
        cast(null as bigint) as link_rank
    from apart
    union all
    -- Whoever has no tie left stands alone.
    select
        record_key as left_key, record_key as right_key,
        cast(null as bigint) as link_rank
    from members
)

select * from wanted
