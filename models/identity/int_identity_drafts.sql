with

edges as (select * from {{ ref('int_identity_edges') }}),

-- Two who share several values are one link.
links as (
    select
        left_record_key as left_key,
        right_record_key as right_key
    from edges
    group by left_record_key, right_record_key
)

select * from links
