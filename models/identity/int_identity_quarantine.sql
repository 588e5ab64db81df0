with

identifiers as (select * from {{ ref('int_identity_identifiers') }}),

shared_values as (select * from {{ ref('int_identity_shared_values') }}),

judged_values as (select * from {{ ref('int_identity_values') }}),

stated as (select * from {{ ref('int_identity_stated') }}),

excess_values as (select * from {{ ref('int_identity_excess_values') }}),

rough_groups as (select * from {{ ref('int_identity_rough_groups') }}),

records as (select * from {{ ref('int_identity_records') }}),

rules as (select * from {{ ref('identity_rules') }}),

reasons as (
    select
        identifier_key,
        cast(null as bigint) as component_id,
        skip_reason
    from judged_values
    where skip_reason is not null
    union all
    select
        identifier_key,
        cast(null as bigint) as component_id,
        'whole_family' as skip_reason
    from judged_values
    where needs_names
    union all
    select
        identifier_key,
        component_id,
        'too_many_values' as skip_reason
    from excess_values
),

-- What is one too many for a person is skipped in that person's records only.
skipped as (
    select
        identifiers.record_key,
        identifiers.trust_rank,
        identifiers.identifier_key,
        reasons.skip_reason
    from reasons
    inner join identifiers on reasons.identifier_key = identifiers.identifier_key
    left join rough_groups
        on
            identifiers.record_key = rough_groups.record_key
            and reasons.component_id = rough_groups.component_id
    where
        (reasons.component_id is null or rough_groups.component_id is not null)
        -- A family's mailbox is skipped for who has no name.
        and (reasons.skip_reason <> 'whole_family' or not identifiers.is_named)
),

told as (
    select
        skipped.record_key,
        rules.identifier_type,
        stated.identifier_value,
        skipped.skip_reason,
        shared_values.record_count,
        shared_values.name_count
    from skipped
    inner join shared_values
        on skipped.identifier_key = shared_values.identifier_key
    inner join rules on skipped.trust_rank = rules.trust_rank
    left join stated
        on
            skipped.record_key = stated.record_key
            and skipped.identifier_key = stated.identifier_key
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

select * from told
