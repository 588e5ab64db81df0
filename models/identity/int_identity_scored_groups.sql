with

scored_edges as (select * from {{ ref('int_identity_scored_edges') }}),

links as (
    select
        left_record_key as left_key,
        right_record_key as right_key
    from scored_edges
)

select * from links
