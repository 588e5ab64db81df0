with

firm_groups as (select * from {{ ref('int_identity_firm_groups') }}),

scored_edges as (select * from {{ ref('int_identity_scored_edges') }}),

links as (
    select
        record_key as left_key,
        component_id as right_key
    from firm_groups
    union all
    select
        left_record_key as left_key,
        right_record_key as right_key
    from scored_edges
)

select * from links
