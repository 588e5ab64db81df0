with

components as (select * from {{ ref('int_identity_components') }}),

records as (select * from {{ ref('int_identity_records') }}),

erased as (select * from {{ ref('int_identity_erased') }}),

past as (select * from {{ this }}),

members as (
    select components.component_id, components.record_key, records.created_at
    from components
    inner join records on components.record_key = records.record_key
),

-- A record that is gone, but not erased, still counts as who it was. Its id goes to the
-- group with most records that had it first; then that ever had it; then the oldest.
heirs as (
    select
        past.origin_record_key as record_key, members.component_id,
        min(past.origin_created_at) as created_at,
        sum(case when past.change_number = 1 then 1 else 0 end) as first_count,
        count(distinct past.record_key) as bearer_count,
        min(members.created_at) as oldest_created_at
    from past
    inner join members on past.record_key = members.record_key
    left join records on past.origin_record_key = records.record_key
    left join erased on past.origin_record_key = erased.record_key
    where records.record_key is null and erased.record_key is null
    group by past.origin_record_key, members.component_id
),

ranked_heirs as (
    select
        record_key, component_id, created_at,
        row_number() over (
            partition by record_key
            order by
                first_count desc, bearer_count desc,
                oldest_created_at asc nulls last, component_id asc
        ) as heir_rank
    from heirs
),

present as (
    select component_id, record_key, created_at from members
    union all
    select component_id, record_key, created_at
    from ranked_heirs
    where heir_rank = 1
),

-- Whoever came first gives all of a group their id.
aged as (
    select
        record_key,
        first_value(record_key) over by_age as origin_record_key,
        first_value(created_at) over by_age as origin_created_at
    from present
    window by_age as (
        partition by component_id order by created_at asc nulls last, record_key asc
    )
),

-- Changes are numbered without a gap, and few records have a second one.
latest as (
    select past.record_key, past.origin_record_key, past.change_number
    from past
    left join past as later
        on
            past.record_key = later.record_key and later.change_number > 1
            and past.change_number + 1 = later.change_number
    where later.record_key is null
),

-- A gone record that nobody inherits goes where the origin of its last id goes.
placed as (
    select record_key, origin_record_key, origin_created_at from aged
    union all
    select latest.record_key, aged.origin_record_key, aged.origin_created_at
    from latest
    inner join aged on latest.origin_record_key = aged.record_key
    left join aged as still_present on latest.record_key = still_present.record_key
    where still_present.record_key is null
),

changes as (
    select
        placed.record_key,
        {{ new_customer_id('placed.origin_record_key') }} as customer_id,
        placed.origin_record_key, placed.origin_created_at,
        {{ as_of() }} as assigned_at,
        coalesce(latest.change_number, 0) + 1 as change_number
    from placed
    left join latest on placed.record_key = latest.record_key
    where latest.origin_record_key is distinct from placed.origin_record_key
)

select * from changes
