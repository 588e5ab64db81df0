with

rough_groups as (select * from {{ ref('int_identity_rough_groups') }}),

parted as (select * from {{ ref('int_identity_parted') }}),

-- What people parted; all other groups stay as exact keys made them.
placed as (
    select
        rough_groups.record_key,
        coalesce(parted.component_id, rough_groups.component_id) as component_id
    from rough_groups
    left join parted on rough_groups.record_key = parted.record_key
)

select * from placed
