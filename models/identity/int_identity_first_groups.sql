with

first_edges as (select * from {{ ref('int_identity_first_edges') }}),

links as (
    select
        left_record_key as left_key,
        right_record_key as right_key
    from first_edges
)

select * from links
