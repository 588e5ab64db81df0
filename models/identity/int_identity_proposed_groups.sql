with

proposals as (select * from {{ ref('int_identity_proposals') }}),

links as (
    select
        left_group_id as left_key,
        right_group_id as right_key
    from proposals
)

select * from links
