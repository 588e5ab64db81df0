with

bounds as (select * from {{ ref('int_identity_bounds') }}),

components as (select * from {{ ref('int_identity_components') }}),

explained_edges as (select * from {{ ref('int_identity_explained_edges') }}),

-- Where the two bounds meet, the confidence is known already.
pairs as (
    select
        components.component_id,
        explained_edges.left_record_key,
        explained_edges.right_record_key,
        max(explained_edges.confidence) as confidence
    from explained_edges
    inner join components on explained_edges.left_record_key = components.record_key
    inner join bounds on components.component_id = bounds.component_id
    where bounds.lower_bound < bounds.upper_bound
    group by 1, 2, 3
),

ranked as (
    select
        component_id,
        left_record_key as left_key,
        right_record_key as right_key,
        confidence,
        row_number() over (
            partition by component_id
            order by confidence desc, left_record_key asc, right_record_key asc
        ) as link_rank
    from pairs
)

select * from ranked
