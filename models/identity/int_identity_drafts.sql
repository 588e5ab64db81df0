with

records as (select * from {{ ref('int_identity_records') }}),

edges as (select * from {{ ref('int_identity_edges') }}),

-- Two who share several values are one link.
links as (
    select
        left_record_key as left_key,
        right_record_key as right_key
    from edges
    group by left_record_key, right_record_key
    union all
    select
        record_key as left_key,
        record_key as right_key
    from records
)

select * from links
