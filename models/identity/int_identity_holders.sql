with

identifiers as (select * from {{ ref('int_identity_identifiers') }}),

shared_values as (select * from {{ ref('int_identity_shared_values') }}),

judged_values as (select * from {{ ref('int_identity_values') }}),

-- Records that spell name and birth date alike are one holder, so that a value that a
-- thousand records of one person hold is compared once and not half a million times.
holders as (
    select
        shared_values.trust_rank,
        identifiers.identifier_key,
        identifiers.signature,
        min(identifiers.record_key) as centre_record_key,
        count(*) as record_count,
        bool_and(identifiers.is_named) as is_named
    from identifiers
    inner join shared_values
        on identifiers.identifier_key = shared_values.identifier_key
    left join judged_values
        on identifiers.identifier_key = judged_values.identifier_key
    where
        judged_values.skip_reason is null
        and (identifiers.is_named or not coalesce(judged_values.needs_names, false))
    group by 1, 2, 3
)

select * from holders
