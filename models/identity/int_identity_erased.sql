with

erasures as (select * from {{ ref('identity_erasures') }}),

erased as (
    select record_key
    from erasures
    group by record_key
)

select * from erased
