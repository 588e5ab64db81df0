with

edges as (select * from {{ ref('int_identity_edges') }}),

yielding_edges as (select * from {{ ref('int_identity_yielding_edges') }}),

torn_edges as (select * from {{ ref('int_identity_torn_edges') }}),

yielding as (
    select left_record_key, right_record_key, identifier_key from yielding_edges
    union
    select left_record_key, right_record_key, identifier_key from torn_edges
),

kept as (
    select
        edges.left_record_key,
        edges.right_record_key,
        edges.identifier_key,
        edges.trust_rank,
        edges.confidence
    from edges
    left join yielding
        on
            edges.left_record_key = yielding.left_record_key
            and edges.right_record_key = yielding.right_record_key
            and edges.identifier_key = yielding.identifier_key
    where yielding.left_record_key is null
)

select * from kept
