with

yielding_edges as (select * from {{ ref('int_identity_yielding_edges') }}),

torn_edges as (select * from {{ ref('int_identity_torn_edges') }}),

lost as (
    select left_record_key, right_record_key, identifier_key from yielding_edges
    union
    select left_record_key, right_record_key, identifier_key from torn_edges
)

select * from lost
