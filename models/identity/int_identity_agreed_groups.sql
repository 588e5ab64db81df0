with

proposals as (select * from {{ ref('int_identity_proposals') }}),

objections as (select * from {{ ref('int_identity_objections') }}),

links as (
    select
        proposals.left_group_id as left_key,
        proposals.right_group_id as right_key
    from proposals
    left join objections
        on
            proposals.left_group_id = objections.left_group_id
            and proposals.right_group_id = objections.right_group_id
    where objections.left_group_id is null
)

select * from links
