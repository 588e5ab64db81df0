with

identifiers as (select * from {{ ref('int_identity_identifiers') }}),

shared_values as (select * from {{ ref('int_identity_shared_values') }}),

judged_values as (select * from {{ ref('int_identity_values') }}),

-- Records that spell name and birth date alike are one holder, so that a value that a
-- thousand records of one person hold is compared once and not half a million times.
holders as (
    {{ holders_by_kind('identifiers', 'shared_values', 'judged_values') }}
)

select * from holders
