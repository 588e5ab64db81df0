with

identifiers as (select * from {{ ref('int_identity_identifiers') }}),

-- A value that one record holds ties nobody, so nobody has to judge it.
shared as (
    select
        identifier_key,
        trust_rank,
        count(*) as record_count
    from identifiers
    group by 1, 2
    having count(*) > 1
)

select * from shared
