with

rough_groups as (select * from {{ ref('int_identity_rough_groups') }}),

kept_edges as (select * from {{ ref('int_identity_kept_edges') }}),

records as (select * from {{ ref('int_identity_records') }}),

rules as (select * from {{ ref('identity_rules') }}),

limits as (
    select
        trust_rank, identifier_type,
        {{ limit_count('values_per_person') }} as value_limit,
        {{ limit_days('values_per_person') }} as day_limit
    from rules
    where values_per_person is not null
),

tied as (
    select
        rough_groups.component_id, limits.identifier_type, kept_edges.identifier_key,
        kept_edges.left_record_key, kept_edges.right_record_key,
        limits.value_limit, limits.day_limit
    from kept_edges
    inner join limits on kept_edges.trust_rank = limits.trust_rank
    inner join rough_groups on kept_edges.left_record_key = rough_groups.record_key
),

-- As many ties as values may be: only such a group is looked at value by value.
crowded as (
    select component_id, identifier_type
    from tied
    group by component_id, identifier_type
    having count(*) > max(value_limit)
),

held as (
    select
        tied.component_id, tied.identifier_type, tied.identifier_key,
        tied.value_limit, tied.day_limit, tied.left_record_key, tied.right_record_key
    from tied
    inner join crowded
        on
            tied.component_id = crowded.component_id
            and tied.identifier_type = crowded.identifier_type
),

ends as (
    select
        component_id, identifier_type, identifier_key, value_limit, day_limit,
        left_record_key as record_key
    from held
    union
    select
        component_id, identifier_type, identifier_key, value_limit, day_limit,
        right_record_key as record_key
    from held
),

seen as (
    select
        ends.component_id, ends.identifier_type, ends.identifier_key,
        ends.value_limit, ends.day_limit,
        min(records.created_at) as first_seen_at,
        min(ends.record_key) as first_record_key
    from ends
    inner join records on ends.record_key = records.record_key
    group by
        ends.component_id, ends.identifier_type, ends.identifier_key,
        ends.value_limit, ends.day_limit
),

numbered as (
    select
        component_id, identifier_type, identifier_key, value_limit, day_limit,
        first_seen_at,
        row_number() over (
            partition by component_id, identifier_type
            order by first_seen_at asc nulls last, first_record_key, identifier_key
        ) as value_number
    from seen
),

-- A value is one too many when the limit was reached within the time before it.
excess as (
    select later.component_id, later.identifier_type, later.identifier_key
    from numbered as later
    inner join numbered as earlier
        on
            later.component_id = earlier.component_id
            and later.identifier_type = earlier.identifier_type
            and later.value_number - later.value_limit = earlier.value_number
    where
        later.day_limit is null
        or {{ days_between('earlier.first_seen_at', 'later.first_seen_at') }}
        < later.day_limit
)

select * from excess
