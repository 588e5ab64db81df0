with

identifiers as (select * from {{ ref('int_identity_identifiers') }}),

judged_values as (select * from {{ ref('int_identity_values') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

-- Records that spell name and birth date alike are one holder, so that a value that a
-- thousand records of one person hold is compared once and not half a million times.
holders as (
    select
        identifiers.identifier_type,
        identifiers.identifier_value,
        identifiers.signature,
        min(identifiers.record_key) as centre_record_key,
        count(*) as record_count,
        min(case
            when length(traits.given_name_key) > 1 and traits.last_name_key is not null
                then 1
            else 0
        end) = 1 as is_named
    from identifiers
    inner join judged_values
        on
            identifiers.identifier_type = judged_values.identifier_type
            and identifiers.identifier_value = judged_values.identifier_value
    inner join traits on identifiers.record_key = traits.record_key
    where judged_values.skip_reason is null
    group by
        identifiers.identifier_type,
        identifiers.identifier_value,
        identifiers.signature
)

select * from holders
