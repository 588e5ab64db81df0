with

contested as (select * from {{ ref('int_identity_contested') }}),

wanted as (
    select
        left_key,
        right_key,
        link_rank
    from contested
)

select * from wanted
