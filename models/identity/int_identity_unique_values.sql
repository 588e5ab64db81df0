with

identifiers as (select * from {{ ref('int_identity_identifiers') }}),

judged_values as (select * from {{ ref('int_identity_values') }}),

rules as (select * from {{ ref('identity_rules') }}),

unique_values as (
    select
        identifiers.record_key,
        rules.identifier_type,
        identifiers.identifier_key
    from identifiers
    inner join rules on identifiers.trust_rank = rules.trust_rank
    left join judged_values
        on identifiers.identifier_key = judged_values.identifier_key
    where rules.is_unique_per_person and judged_values.skip_reason is null
)

select * from unique_values
