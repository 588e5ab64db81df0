with

drafts as (select * from {{ ref('int_identity_drafts') }}),

mended_groups as (select * from {{ ref('int_identity_mended_groups') }}),

-- A group without a conflict stays as it was found.
placed as (
    select
        drafts.record_key,
        coalesce(mended_groups.component_id, drafts.component_id) as component_id
    from drafts
    left join mended_groups on drafts.record_key = mended_groups.record_key
)

select * from placed
