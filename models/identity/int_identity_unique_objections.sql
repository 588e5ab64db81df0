with

proposals as (select * from {{ ref('int_identity_proposals') }}),

firm_groups as (select * from {{ ref('int_identity_firm_groups') }}),

unique_values as (select * from {{ ref('int_identity_unique_values') }}),

held as (
    select
        firm_groups.component_id as group_id,
        unique_values.identifier_type,
        unique_values.identifier_key
    from unique_values
    inner join firm_groups on unique_values.record_key = firm_groups.record_key
    group by
        firm_groups.component_id, unique_values.identifier_type,
        unique_values.identifier_key
),

objections as (
    select
        proposals.left_group_id,
        proposals.right_group_id
    from proposals
    inner join held as left_held on proposals.left_group_id = left_held.group_id
    inner join held as right_held
        on
            proposals.right_group_id = right_held.group_id
            and left_held.identifier_type = right_held.identifier_type
    group by
        proposals.left_group_id, proposals.right_group_id, left_held.identifier_type
    having max(
        case when left_held.identifier_key = right_held.identifier_key then 1 else 0 end
    ) = 0
),

distinct_objections as (
    select left_group_id, right_group_id
    from objections
    group by left_group_id, right_group_id
)

select * from distinct_objections
