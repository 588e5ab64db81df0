with

open_links as (select * from {{ ref('int_identity_open_links') }}),

wanted as (
    select
        left_key,
        right_key,
        link_rank
    from open_links
)

select * from wanted
