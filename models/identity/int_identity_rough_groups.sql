with

drafts as (select * from {{ ref('int_identity_drafts') }}),

kept_edges as (select * from {{ ref('int_identity_kept_edges') }}),

conflicts as (select * from {{ ref('int_identity_conflicts') }}),

dirty as (
    select component_id
    from conflicts
    group by component_id
),

placed as (
    select
        drafts.record_key,
        drafts.component_id,
        dirty.component_id is not null as is_dirty
    from drafts
    left join dirty on drafts.component_id = dirty.component_id
),

-- A group without a conflict stays as it was found; the others are closed anew.
links as (
    select
        record_key as left_key,
        case when is_dirty then record_key else component_id end as right_key
    from placed
    union all
    select
        kept_edges.left_record_key as left_key,
        kept_edges.right_record_key as right_key
    from kept_edges
    inner join placed on kept_edges.left_record_key = placed.record_key
    where placed.is_dirty
)

select * from links
