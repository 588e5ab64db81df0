with

records as (select * from {{ ref('int_identity_records') }}),

drafts as (select * from {{ ref('int_identity_drafts') }}),

mended_groups as (select * from {{ ref('int_identity_mended_groups') }}),

-- A group without a conflict stays as it was found, and who is tied to nobody is alone.
placed as (
    select
        records.record_key,
        coalesce(
            mended_groups.component_id, drafts.component_id, records.record_key
        ) as component_id
    from records
    left join drafts on records.record_key = drafts.record_key
    left join mended_groups on records.record_key = mended_groups.record_key
)

select * from placed
