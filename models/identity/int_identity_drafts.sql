with

records as (select * from {{ ref('int_identity_records') }}),

edges as (select * from {{ ref('int_identity_edges') }}),

links as (
    select
        left_record_key as left_key,
        right_record_key as right_key
    from edges
    union all
    select
        record_key as left_key,
        record_key as right_key
    from records
)

select * from links
