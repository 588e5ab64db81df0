with

drafts as (select * from {{ ref('int_identity_drafts') }}),

edges as (select * from {{ ref('int_identity_edges') }}),

lost_edges as (select * from {{ ref('int_identity_lost_edges') }}),

conflicts as (select * from {{ ref('int_identity_conflicts') }}),

torn_edges as (select * from {{ ref('int_identity_torn_edges') }}),

kept_edges as (
    {{ edges_that_stand('edges', 'lost_edges') }}
),

dirty as (
    select component_id from conflicts
    union
    select component_id from torn_edges
),

dirty_records as (
    select drafts.record_key
    from drafts
    inner join dirty on drafts.component_id = dirty.component_id
    where {{ looked_for('dirty.component_id') }}
),

links as (
    select
        record_key as left_key,
        record_key as right_key
    from dirty_records
    union all
    select
        kept_edges.left_record_key as left_key,
        kept_edges.right_record_key as right_key
    from kept_edges
    inner join dirty_records on kept_edges.left_record_key = dirty_records.record_key
    where {{ looked_for('dirty_records.record_key') }}
)

select * from links
