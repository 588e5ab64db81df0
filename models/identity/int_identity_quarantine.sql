with

identifiers as (select * from {{ ref('int_identity_identifiers') }}),

judged_values as (select * from {{ ref('int_identity_values') }}),

stated as (select * from {{ ref('int_identity_stated') }}),

excess_values as (select * from {{ ref('int_identity_excess_values') }}),

rough_groups as (select * from {{ ref('int_identity_rough_groups') }}),

records as (select * from {{ ref('int_identity_records') }}),

rules as (select * from {{ ref('identity_rules') }}),

skipped as (
    select
        identifiers.record_key,
        rules.identifier_type,
        stated.identifier_value,
        judged_values.skip_reason,
        judged_values.record_count,
        judged_values.name_count
    from identifiers
    inner join judged_values
        on identifiers.identifier_key = judged_values.identifier_key
    inner join rules on identifiers.trust_rank = rules.trust_rank
    left join stated
        on
            identifiers.record_key = stated.record_key
            and identifiers.identifier_key = stated.identifier_key
    where judged_values.skip_reason is not null
    union all
    select
        identifiers.record_key,
        rules.identifier_type,
        stated.identifier_value,
        'too_many_values' as skip_reason,
        judged_values.record_count,
        judged_values.name_count
    from excess_values
    inner join identifiers
        on excess_values.identifier_key = identifiers.identifier_key
    inner join rough_groups
        on
            identifiers.record_key = rough_groups.record_key
            and excess_values.component_id = rough_groups.component_id
    inner join judged_values
        on identifiers.identifier_key = judged_values.identifier_key
    inner join rules on identifiers.trust_rank = rules.trust_rank
    left join stated
        on
            identifiers.record_key = stated.record_key
            and identifiers.identifier_key = stated.identifier_key
    union all
    -- A test person leaves the graph with everything it carries.
    select
        record_key,
        'record' as identifier_type,
        source_name || ':' || source_record_id as identifier_value,
        'test_person' as skip_reason,
        1 as record_count,
        0 as name_count
    from records
    where is_test
)

select * from skipped
