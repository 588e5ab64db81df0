with

rough_groups as (select * from {{ ref('int_identity_rough_groups') }}),

edges as (select * from {{ ref('int_identity_edges') }}),

lost_edges as (select * from {{ ref('int_identity_lost_edges') }}),

records as (select * from {{ ref('int_identity_records') }}),

rules as (select * from {{ ref('identity_rules') }}),

kept_edges as (
    {{ edges_that_stand('edges', 'lost_edges') }}
),

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
        rough_groups.component_id, kept_edges.trust_rank, kept_edges.identifier_key,
        kept_edges.left_record_key, kept_edges.right_record_key
    from kept_edges
    inner join limits on kept_edges.trust_rank = limits.trust_rank
    inner join rough_groups on kept_edges.left_record_key = rough_groups.record_key
),

-- As many ties as values may be: only such a group is looked at value by value.
crowded as (
    select tied.component_id, tied.trust_rank
    from tied
    inner join limits on tied.trust_rank = limits.trust_rank
    group by tied.component_id, tied.trust_rank
    having count(*) > max(limits.value_limit)
),

held as (
    select
        tied.component_id, tied.trust_rank, tied.identifier_key,
        tied.left_record_key, tied.right_record_key
    from tied
    inner join crowded
        on
            tied.component_id = crowded.component_id
            and tied.trust_rank = crowded.trust_rank
),

ends as (
    select component_id, trust_rank, identifier_key, left_record_key as record_key
    from held
    union
    select component_id, trust_rank, identifier_key, right_record_key as record_key
    from held
),

seen as (
    select
        ends.component_id, ends.trust_rank, ends.identifier_key,
        min(records.created_at) as first_seen_at,
        min(ends.record_key) as first_record_key
    from ends
    inner join records on ends.record_key = records.record_key
    group by ends.component_id, ends.trust_rank, ends.identifier_key
),

numbered as (
    select
        component_id, trust_rank, identifier_key, first_seen_at,
        row_number() over (
            partition by component_id, trust_rank
            order by first_seen_at asc nulls last, first_record_key, identifier_key
        ) as value_number
    from seen
),

-- A value is one too many when the limit was reached within the time before it.
excess as (
    select later.component_id, limits.identifier_type, later.identifier_key
    from numbered as later
    inner join limits on later.trust_rank = limits.trust_rank
    inner join numbered as earlier
        on
            later.component_id = earlier.component_id
            and later.trust_rank = earlier.trust_rank
            and later.value_number - limits.value_limit = earlier.value_number
    where
        limits.day_limit is null
        or {{ days_between('earlier.first_seen_at', 'later.first_seen_at') }}
        < limits.day_limit
)

select * from excess
