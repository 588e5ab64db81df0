with

components as (select * from {{ ref('int_identity_components') }}),

stated as (select * from {{ ref('int_identity_stated') }}),

rules as (select * from {{ ref('identity_rules') }}),

limits as (select * from {{ ref('anomaly_limits') }}),

limited as (
    select
        rules.identifier_type,
        limits.anomaly,
        limits.max_value
    from rules
    inner join limits
        on limits.anomaly = 'too_many_' || rules.identifier_type || 's'
),

stated_values as (
    select
        components.component_id,
        stated.identifier_type,
        stated.identifier_key
    from stated
    inner join components on stated.record_key = components.record_key
),

counted as (
    select
        component_id,
        identifier_type,
        count(*) as value_count
    from stated_values
    group by component_id, identifier_type
),

-- Values are told from each other only where more are stated than may be.
crowded as (
    select
        counted.component_id,
        counted.identifier_type,
        limited.anomaly,
        limited.max_value
    from counted
    inner join limited on counted.identifier_type = limited.identifier_type
    where counted.value_count > limited.max_value
),

crowds as (
    select
        crowded.component_id,
        crowded.anomaly,
        count(distinct stated_values.identifier_key) as value_count
    from stated_values
    inner join crowded
        on
            stated_values.component_id = crowded.component_id
            and stated_values.identifier_type = crowded.identifier_type
    group by crowded.component_id, crowded.anomaly
    having count(distinct stated_values.identifier_key) > max(crowded.max_value)
)

select * from crowds
