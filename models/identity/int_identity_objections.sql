with

firm_groups as (select * from {{ ref('int_identity_firm_groups') }}),

verdicts as (select * from {{ ref('int_identity_verdicts') }}),

rivals as (select * from {{ ref('int_identity_rivals') }}),

neighbours as (select * from {{ ref('int_identity_neighbours') }}),

torn as (select * from {{ ref('int_identity_torn') }}),

unique_objections as (select * from {{ ref('int_identity_unique_objections') }}),

year_objections as (select * from {{ ref('int_identity_year_objections') }}),

apart as (
    select
        left_record_key as one_key,
        right_record_key as other_key
    from verdicts
    where decision = 'cannot_link'
    union
    select
        left_core_id as one_key,
        right_core_id as other_key
    from rivals
    union
    -- What fits two rivals alike is neither's, and two of such are not one for that.
    select
        neighbours.left_core_id as one_key,
        neighbours.right_core_id as other_key
    from neighbours
    inner join torn as one on neighbours.left_core_id = one.core_id
    inner join torn as other on neighbours.right_core_id = other.core_id
),

objections as (
    select
        least(one.component_id, other.component_id) as left_group_id,
        greatest(one.component_id, other.component_id) as right_group_id
    from apart
    inner join firm_groups as one on apart.one_key = one.record_key
    inner join firm_groups as other
        on
            apart.other_key = other.record_key
            and one.component_id <> other.component_id
    union
    select left_group_id, right_group_id from unique_objections
    union
    select left_group_id, right_group_id from year_objections
)

select * from objections
