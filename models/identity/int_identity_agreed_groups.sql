with

sound_links as (select * from {{ ref('int_identity_sound_links') }}),

links as (
    select
        left_group_id as left_key,
        right_group_id as right_key
    from sound_links
)

select * from links
