with

stated as (select * from {{ ref('int_customer_statements') }}),

fields as (select * from {{ ref('profile_fields') }}),

source_trust as (select * from {{ ref('source_trust') }}),

unreachable as (select * from {{ ref('int_unreachable_values') }}),

required as (
    select
        field_group,
        count(*) as required_count
    from fields
    where is_required
    group by field_group
),

weighed as (
    select
        stated.customer_id,
        stated.record_key,
        stated.source_name,
        stated.source_record_id,
        fields.field_group,
        stated.field_name,
        stated.value,
        coalesce(by_group.trust, by_source.trust, 0) as trust,
        count(*) over (
            partition by stated.record_key, fields.field_group
        ) as given_count,
        sum(case when fields.is_required then 1 else 0 end) over (
            partition by stated.record_key, fields.field_group
        ) = required.required_count as is_complete,
        unreachable.value is null as is_usable,
        stated.updated_at
    from stated
    inner join fields on stated.field_name = fields.field_name
    inner join required on fields.field_group = required.field_group
    left outer join source_trust as by_group
        on
            stated.source_name = by_group.source_name
            and fields.field_group = by_group.field_group
    left outer join source_trust as by_source
        on
            stated.source_name = by_source.source_name
            and by_source.field_group = '*'
    left outer join unreachable
        on
            stated.field_name = unreachable.field_name
            and stated.value = unreachable.value
)

select * from weighed
