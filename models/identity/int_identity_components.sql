with

firm_groups as (select * from {{ ref('int_identity_firm_groups') }}),

scored_groups as (select * from {{ ref('int_identity_scored_groups') }}),

-- A group's name is its smallest key, so that of several is the smallest of all.
components as (
    select
        firm_groups.record_key,
        coalesce(scored_groups.component_id, firm_groups.component_id) as component_id
    from firm_groups
    left join scored_groups on firm_groups.component_id = scored_groups.record_key
)

select * from components
