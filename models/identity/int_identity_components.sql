with

records as (select * from {{ ref('int_identity_records') }}),

kept_edges as (select * from {{ ref('int_identity_kept_edges') }}),

links as (
    select
        left_record_key as left_key,
        right_record_key as right_key
    from kept_edges
    union all
    select
        record_key as left_key,
        record_key as right_key
    from records
)

select * from links
